using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;

namespace CasesGraph.Links;

internal sealed class ContactsPart : LinkPart<CaseContact>
{
    public override CaseField Field { get; } = new("CONTACTS");
    public override string Description => "One linked contact, with its role.";
    public override int Place => 1;
    public override Type Target => typeof(Contact);
    public override string Key => nameof(CaseContact.ContactId);
    public override bool HasRole => true;

    /// <summary>For the contacts themselves, who are told when a case is theirs no more.</summary>
    public override string? Facet => "k";
    public override bool IsFollowed => false;
}

internal sealed class BugsPart : LinkPart<CaseBug>
{
    public override CaseField Field { get; } = new("BUGS");
    public override string Description => "One linked bug of the case.";
    public override int Place => 2;
    public override Type Target => typeof(Bug);
    public override string Key => nameof(CaseBug.BugNumber);
}
