using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.Cases;

/// <summary>
/// Times that follow from changes of the status and the assignee. Those that follow from the conversation are settled by
/// its part (<see cref="ItemPart.SettleAsync"/>).
/// </summary>
internal static class CaseTimes
{
    public static void Create(Case @case, DateTime now)
    {
        @case.StatusChangedAt = now;
        @case.ReopenedCount = 0;
        @case.AssignedAt = @case.AssignedToId is null ? null : now;
        @case.LastClosedAt = @case.ClosedAt;
        @case.WaitingSince = @case.OpenedById is null || @case.ClosedAt is not null ? null : now;
    }

    public static void Edit(Case @case, CaseMoment before, DateTime now)
    {
        if (@case.AssignedToId != before.AssignedToId)
            @case.AssignedAt = @case.AssignedToId is null ? null : now;
        if (@case.Status == before.Status)
            return;
        @case.StatusChangedAt = now;
        if (CaseRules.ClosingOf(before.Status, @case.Status) is Closing.Now)
            @case.LastClosedAt = now;
        if (CaseRules.Reopens(before.Status, @case.Status))
            @case.ReopenedCount++;
    }

    /// <summary>Of several edits that are one write, only what comes of them counts.</summary>
    public static void EditOnce(EntityEntry<Case> entry, DateTime now)
    {
        string[] settled =
        [
            nameof(Case.StatusChangedAt),
            nameof(Case.LastClosedAt),
            nameof(Case.ReopenedCount),
            nameof(Case.AssignedAt),
        ];
        foreach (var property in settled.Select(entry.Property))
            property.CurrentValue = property.OriginalValue;
        var before = new CaseMoment(
            entry.Property(c => c.Status).OriginalValue,
            entry.Property(c => c.AssignedToId).OriginalValue
        );
        Edit(entry.Entity, before, now);
    }
}
