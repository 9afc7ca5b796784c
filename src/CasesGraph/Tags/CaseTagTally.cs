using CasesGraph.Cases;
using CasesGraph.Data.Tallies;

namespace CasesGraph.Tags;

/// <summary>How many cases each tag has, and how many have none.</summary>
[Tally(typeof(Case), place: 7)]
internal sealed class CaseTagTally : TallyRow
{
    [EachLink(typeof(CaseTag), nameof(Case.LinkFacets), TagsPart.Letter)]
    public long? TagId { get; set; }
    public long TeamId { get; set; }
    public CaseState State { get; set; }
    public CaseStatus Status { get; set; }
}

/// <summary>How many have which tags together.</summary>
[Tally(typeof(Case), place: 8)]
internal sealed class CaseTagSetTally : TallyRow
{
    [AllLinks(typeof(CaseTag), nameof(CaseTag.TagId), TagsPart.Letter)]
    public string LinkFacets { get; set; } = "";
    public CaseState State { get; set; }
    public CaseStatus Status { get; set; }
}
