using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// The times that follow from status and assignee, for cases that other ones come back from or go into again. What one
/// entry of the log kept does not tell them: it may be the first of two merges that is undone.
/// </summary>
internal sealed class MergeTimes(Call call)
{
    private static readonly ValueField Assignee = AuditedFields.Find(new CaseField("ASSIGNED_TO"))!;

    /// <summary>Settles cases that have their new values, and are about to be saved.</summary>
    /// <param name="kind">Whether they lose what they had from others, or get it again.</param>
    /// <param name="undoes">The change set that is undone, where that is known.</param>
    public async Task SettleAsync(IEnumerable<Case> cases, ChangeKind kind, long? undoes, CancellationToken token)
    {
        var moved = cases.Where(c => c.MergedIntoNumber is null && IsChanged(c, Composition.Status)).ToList();
        var assigned = cases.Where(c => IsChanged(c, Assignee)).ToList();
        if (moved.Count + assigned.Count == 0)
            return;
        var log = await LoadAsync([.. moved.Concat(assigned).Distinct().Select(c => c.Number)], token);
        foreach (var @case in moved)
            SettleStatus(@case, [.. Steps(@case, Composition.Status)]);
        foreach (var @case in assigned)
            @case.AssignedAt = @case.AssignedToId is null ? null : Steps(@case, Assignee).LastOrDefault()?.At;

        IEnumerable<StandingSteps.Step> Steps(Case @case, ValueField field)
        {
            var steps = new StandingSteps();
            foreach (var entry in log[@case.Number])
                steps.Read(entry.Of(field));
            var value = AuditedFields.Written(field, field.Property.GetValue(@case));
            steps.Read(new(ChangeSet: 0, undoes, kind, call.Now, MergedAway: false, HasValue: true, value));
            return steps.Standing;
        }
    }

    private static void SettleStatus(Case @case, List<StandingSteps.Step> steps)
    {
        @case.StatusChangedAt = steps.LastOrDefault()?.At ?? @case.CreatedAt;
        @case.LastClosedAt = ClosingTime.Of(steps.Select(step => (step.Before, step.After, step.At)));
        @case.ReopenedCount = steps.Count(step =>
            ClosingTime.IsClosed(step.Before) && !ClosingTime.IsClosed(step.After)
        );
    }

    private bool IsChanged(Case @case, ValueField field)
    {
        var property = call.Db.Entry(@case).Property(field.Property.Name);
        return !Equals(property.OriginalValue, property.CurrentValue);
    }

    private async Task<ILookup<long, Entry>> LoadAsync(List<long> cases, CancellationToken token)
    {
        CaseField[] fields = [CaseField.Status, new(Assignee.LogName), CaseField.MergedInto];
        var changes = await call
            .Db.CaseChanges.Where(change => change.CaseNumber != null && cases.Contains(change.CaseNumber.Value))
            .OrderBy(change => change.Id)
            .Select(change => new Entry(
                change.CaseNumber!.Value,
                change.ChangeSetId,
                change.ChangeSet.UndoesId,
                change.Kind,
                change.OccurredAt,
                change.Fields.Where(row => fields.Contains(row.Field)).ToList()
            ))
            .ToListAsync(token);
        return changes.ToLookup(change => change.Case);
    }

    private sealed record Entry(
        long Case,
        long ChangeSet,
        long? Undoes,
        ChangeKind Kind,
        DateTime At,
        List<FieldChange> Fields
    )
    {
        public LoggedStep Of(ValueField field)
        {
            var row = Fields.Find(row => row.Field == new CaseField(field.LogName));
            var away = Fields.Exists(row => row.Field == CaseField.MergedInto && row.After is not null);
            return new(ChangeSet, Undoes, Kind, At, away, row is not null, row?.After);
        }
    }
}
