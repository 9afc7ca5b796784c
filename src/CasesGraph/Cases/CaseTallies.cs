using CasesGraph.Data.Tallies;

namespace CasesGraph.Cases;

/// <summary>How many cases there are, by what lists are mostly filtered by and told apart by: hundreds of rows, or thousands.</summary>
[Tally(typeof(Case), place: 1)]
internal sealed class CaseTally : TallyRow
{
    public long TeamId { get; set; }
    public CaseState State { get; set; }
    public CaseStatus Status { get; set; }
    public CasePriority Priority { get; set; }
    public CaseType? Type { get; set; }
    public CaseSource Source { get; set; }
    public long? StatusDetailId { get; set; }
}

/// <summary>How many each user has: some for each team.</summary>
[Tally(typeof(Case), place: 2)]
internal sealed class CaseLoadTally : TallyRow
{
    [TallyIndex]
    public long? AssignedToId { get; set; }
    public long TeamId { get; set; }
    public CaseState State { get; set; }
    public CasePriority Priority { get; set; }
}

/// <summary>All of them by whom they belong to: a user has cases of few teams.</summary>
[Tally(typeof(Case), place: 3)]
internal sealed class CaseOwnerTally : TallyRow
{
    [TallyIndex]
    public long? AssignedToId { get; set; }

    /// <summary>Who has a case that nobody else has.</summary>
    [TallyIndex, ToldWithout(nameof(AssignedToId))]
    public long? CreatedByUserId { get; set; }
    public long TeamId { get; set; }
    public CaseState State { get; set; }
    public CaseStatus Status { get; set; }
    public CasePriority Priority { get; set; }
    public CaseType? Type { get; set; }
}

/// <summary>How many are created in each half hour.</summary>
[Tally(typeof(Case), place: 4)]
internal sealed class CaseTimeTally : TallyRow
{
    [CutToHalfHour]
    public DateTime CreatedAt { get; set; }
}

/// <summary>The same of each team.</summary>
[Tally(typeof(Case), place: 5)]
internal sealed class CaseTeamTimeTally : TallyRow
{
    public long TeamId { get; set; }

    [CutToHalfHour]
    public DateTime CreatedAt { get; set; }
}

/// <summary>How many each account has: of many accounts the few with the most are asked for.</summary>
[Tally(typeof(Case), place: 6, IsRanked = true)]
internal sealed class CaseAccountTally : TallyRow
{
    [TallyIndex]
    public long? AccountId { get; set; }
}
