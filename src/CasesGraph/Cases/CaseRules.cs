using System.Runtime.InteropServices;

namespace CasesGraph.Cases;

/// <summary>What follows from what: the rules that every path to a case goes through (docs/domain.md#rules).</summary>
public static class CaseRules
{
    /// <summary>It and those declared behind it are closed.</summary>
    public const CaseStatus FirstClosed = CaseStatus.Closed;

    public static bool IsClosed(CaseStatus status) => status >= FirstClosed;

    internal static bool Reopens(CaseStatus before, CaseStatus after) => IsClosed(before) && !IsClosed(after);

    /// <summary>The status of a case that is given an assignee, and no status.</summary>
    internal static CaseStatus Assigned(CaseStatus before) => before is CaseStatus.New ? CaseStatus.Assigned : before;

    /// <summary>From one closed status to another, the case stays closed since it was.</summary>
    internal static Closing ClosingOf(CaseStatus before, CaseStatus after) =>
        !IsClosed(after) ? Closing.None
        : IsClosed(before) ? Closing.Kept
        : Closing.Now;

    /// <summary>Settles a new case whose values are in place.</summary>
    /// <param name="detailOf">The status that its status of one's own is of, or its lack; null where neither is given.</param>
    internal static void Create(
        Case @case,
        bool statusGiven,
        CaseStatus? detailOf,
        StatusDefaults defaults,
        DateTime now
    )
    {
        if (!statusGiven)
            @case.Status = Waiting(@case.AssignedToId);
        if (@case.Status != detailOf)
            @case.StatusDetailId = defaults[@case.Status];
        @case.ClosedAt = IsClosed(@case.Status) ? now : null;
        CaseTimes.Create(@case, now);
    }

    /// <summary>Settles a case after an edit; <paramref name="before"/> is what it was.</summary>
    internal static void Edit(Case @case, CaseMoment before, GivenStatus given, StatusDefaults defaults, DateTime now)
    {
        var assigned = @case.AssignedToId is not null && @case.AssignedToId != before.AssignedToId;
        if (assigned && !given.Status && @case.Status == before.Status)
            @case.Status = Assigned(before.Status);
        if (!given.Detail)
            SettleDetail(@case, before.Status, defaults);
        SettleClosing(@case, before.Status, now);
        CaseTimes.Edit(@case, before, now);
    }

    /// <summary>A case that is merged into another one is closed and deleted with it.</summary>
    internal static void MergeAway(Case @case, StatusDefaults defaults, DateTime now)
    {
        var before = @case.Status;
        @case.Status = CaseStatus.Duplicate;
        @case.DeletedAt = now;
        SettleDetail(@case, before, defaults);
        SettleClosing(@case, before, now);
    }

    /// <summary>Gives a case a status that it had before.</summary>
    /// <param name="detail">The status of one's own that it had with it.</param>
    /// <param name="closedAt">Since when it was closed then, where it was.</param>
    public static void GoBack(Case @case, CaseStatus status, long? detail, DateTime closedAt)
    {
        ArgumentNullException.ThrowIfNull(@case);
        (@case.Status, @case.StatusDetailId) = (status, detail);
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
    internal static void ReceiveMessage(Case @case, StatusDefaults defaults, DateTime now)
    {
        var before = CaseMoment.Of(@case);
        if (before.Status is CaseStatus.PendingInput || IsClosed(before.Status))
            @case.Status = Waiting(@case.AssignedToId);
        SettleDetail(@case, before.Status, defaults);
        SettleClosing(@case, before.Status, now);
        CaseTimes.Edit(@case, before, now);
    }

    /// <summary>Whether a case that was closed or deleted is to be worked on again.</summary>
    internal static bool IsReopened(
        (CaseStatus Status, bool Deleted) before,
        (CaseStatus Status, bool Deleted) after
    ) => (IsClosed(before.Status) || before.Deleted) && !IsClosed(after.Status) && !after.Deleted;

    /// <summary>A re-opened case is not left with somebody who has gone: nobody would look at it.</summary>
    internal static void LoseAssignee(Case @case, StatusDefaults defaults, DateTime now)
    {
        var before = CaseMoment.Of(@case);
        @case.AssignedToId = null;
        @case.Status = Waiting(assignee: null);
        @case.StatusDetailId = defaults[@case.Status];
        CaseTimes.Edit(@case, before, now);
    }

    /// <summary>A case that goes on without its assignee, as if somebody had taken it from them.</summary>
    internal static void TakeOff(Case @case, DateTime now)
    {
        var before = CaseMoment.Of(@case);
        @case.AssignedToId = null;
        CaseTimes.Edit(@case, before, now);
    }

    internal static CaseStatus Waiting(long? assignee) => assignee is null ? CaseStatus.New : CaseStatus.Assigned;

    /// <summary>Another status comes with its default, or with none; the same keeps what it has.</summary>
    private static void SettleDetail(Case @case, CaseStatus before, StatusDefaults defaults)
    {
        if (@case.Status != before)
            @case.StatusDetailId = defaults[@case.Status];
    }

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

/// <summary>Which of the two a caller gave, be it null.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GivenStatus(bool Status, bool Detail);

/// <summary>What the rules need to know of a case as it was before an edit.</summary>
public sealed record CaseMoment(CaseStatus Status, long? AssignedToId)
{
    public static CaseMoment Of(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return new(@case.Status, @case.AssignedToId);
    }
}
