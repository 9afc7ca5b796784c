namespace CasesGraph.Cases;

/// <summary>What follows from what: the rules that every path to a case goes through (docs/domain.md#rules).</summary>
public static class CaseRules
{
    /// <summary>It and those declared behind it are closed.</summary>
    public const CaseStatus FirstClosed = CaseStatus.Closed;

    public static bool IsClosed(CaseStatus status) => status >= FirstClosed;

    /// <summary>The status of a case that is given an assignee, and no status.</summary>
    internal static CaseStatus Assigned(CaseStatus before) => before is CaseStatus.New ? CaseStatus.Assigned : before;

    /// <summary>From one closed status to another, the case stays closed since it was.</summary>
    internal static Closing ClosingOf(CaseStatus before, CaseStatus after) =>
        !IsClosed(after) ? Closing.None
        : IsClosed(before) ? Closing.Kept
        : Closing.Now;

    /// <summary>Settles a new case whose values are in place.</summary>
    public static void Create(Case @case, bool statusGiven, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        if (!statusGiven)
            @case.Status = Waiting(@case.AssignedToId);
        @case.ClosedAt = IsClosed(@case.Status) ? now : null;
    }

    /// <summary>Settles a case after an edit; <paramref name="before"/> is what it was.</summary>
    public static void Edit(Case @case, CaseMoment before, bool statusGiven, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var assigned = @case.AssignedToId is not null && @case.AssignedToId != before.AssignedToId;
        if (assigned && !statusGiven && @case.Status == before.Status)
            @case.Status = Assigned(before.Status);
        SettleClosing(@case, before.Status, now);
    }

    /// <summary>A case that is merged into another one is closed and deleted with it.</summary>
    public static void MergeAway(Case @case, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var before = @case.Status;
        @case.Status = CaseStatus.Duplicate;
        @case.DeletedAt = now;
        SettleClosing(@case, before, now);
    }

    /// <summary>Gives a case a status that it had before.</summary>
    /// <param name="closedAt">Since when it was closed then, where it was.</param>
    public static void GoBack(Case @case, CaseStatus status, DateTime closedAt)
    {
        ArgumentNullException.ThrowIfNull(@case);
        @case.Status = status;
        @case.ClosedAt = IsClosed(status) ? closedAt : null;
    }

    /// <summary>The first message to the customer is the first response, whenever it came here.</summary>
    public static void SendMessage(Case @case, DateTime sentAt)
    {
        ArgumentNullException.ThrowIfNull(@case);
        if (@case.FirstResponseAt is not { } first || sentAt < first)
            @case.FirstResponseAt = sentAt;
    }

    /// <summary>A customer's message wakes a case that waits for it or was closed.</summary>
    public static void ReceiveMessage(Case @case, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var before = @case.Status;
        if (before is CaseStatus.PendingInput || IsClosed(before))
            @case.Status = Waiting(@case.AssignedToId);
        SettleClosing(@case, before, now);
    }

    private static CaseStatus Waiting(long? assignee) => assignee is null ? CaseStatus.New : CaseStatus.Assigned;

    internal static void SettleClosing(Case @case, CaseStatus before, DateTime now) =>
        @case.ClosedAt = ClosingOf(before, @case.Status) switch
        {
            Closing.None => null,
            Closing.Kept => @case.ClosedAt,
            _ => now,
        };
}

/// <summary>Since when a case is closed.</summary>
internal enum Closing
{
    None,
    Kept,
    Now,
}

/// <summary>What the rules need to know of a case as it was before an edit.</summary>
public sealed record CaseMoment(CaseStatus Status, long? AssignedToId)
{
    public static CaseMoment Of(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return new(@case.Status, @case.AssignedToId);
    }
}
