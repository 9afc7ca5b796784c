using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>The cases of a change set that has too many for one call.</summary>
internal static class RevertedCases
{
    /// <summary>
    /// Those of which something is left to be undone, changed last first; null when all of the change set is no more than
    /// one call undoes.
    /// </summary>
    public static async Task<IReadOnlyList<long>?> ManyAsync(
        Ref<ChangeSet> changeSet,
        Call call,
        CancellationToken token
    )
    {
        var changes = call.Db.CaseChanges.Where(change => change.ChangeSetId == changeSet.Key);
        if (await changes.Take(JobQueue.MostAtOnce + 1).CountAsync(token) <= JobQueue.MostAtOnce)
            return null;
        var cases = await Left(changes, await UndoingsAsync(changeSet, call, token), call)
            .OrderByDescending(change => change.Id)
            .Select(change => change.CaseNumber!.Value)
            .ToListAsync(token);
        return [.. cases.Distinct()];
    }

    /// <summary>Those that nobody has undone any part of, so that what they did is known to stand.</summary>
    private static Task<List<long>> UndoingsAsync(Ref<ChangeSet> changeSet, Call call, CancellationToken token) =>
        call
            .Db.ChangeSets.Where(set => set.UndoesId == changeSet.Key)
            .Where(set => !call.Db.ChangeSets.Any(other => other.UndoesId == set.Id))
            .Select(set => set.Id)
            .ToListAsync(token);

    private static IQueryable<CaseChange> Left(IQueryable<CaseChange> changes, List<long> undoings, Call call)
    {
        if (undoings.Count == 0)
            return changes;
        var undone = call.Db.FieldChanges.Where(row => undoings.Contains(row.Change.ChangeSetId));
        return changes.Where(change =>
            change.Kind == ChangeKind.Created
                ? !undone.Any(row => row.Change.CaseNumber == change.CaseNumber && row.Field == CaseField.DeletedAt)
                : change.Fields.Any(own =>
                    own.Field != CaseField.Updates
                    && !undone.Any(row =>
                        row.Change.CaseNumber == change.CaseNumber
                        && row.Field == own.Field
                        && (
                            (own.Field != CaseField.Contacts && own.Field != CaseField.Bugs)
                            || (row.After ?? row.Before) == (own.After ?? own.Before)
                        )
                    )
                )
        );
    }
}
