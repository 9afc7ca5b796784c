using CasesGraph.Cases;
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
        var changes = call.Db.Rows<CaseChange>().Where(change => change.ChangeSetId == changeSet.Key);
        if (await changes.Take(JobQueue.MostAtOnce + 1).CountAsync(token) <= JobQueue.MostAtOnce)
            return null;
        var undoings = await UndoingsAsync(changeSet, call, token);
        var left =
            undoings.Count == 0
                ? await changes.Select(change => new Left(change.Id, change.CaseNumber!.Value)).ToListAsync(token)
                : await LeftAsync(changes, undoings, call, token);
        return [.. left.OrderByDescending(one => one.Change).Select(one => one.Case).Distinct()];
    }

    /// <summary>Those that nobody has undone any part of, so that what they did is known to stand.</summary>
    private static Task<List<long>> UndoingsAsync(Ref<ChangeSet> changeSet, Call call, CancellationToken token) =>
        call
            .Db.ChangeSets.Where(set => set.UndoesId == changeSet.Key)
            .Where(set => !call.Db.Set<ChangeSet>().Any(other => other.UndoesId == set.Id))
            .Select(set => set.Id)
            .ToListAsync(token);

    /// <summary>
    /// The changes of which undoings have not touched all. Compared here, not by the database: one takes a new
    /// change set for one row, and went through all of one for each change of the other.
    /// </summary>
    private static async Task<List<Left>> LeftAsync(
        IQueryable<CaseChange> changes,
        List<long> undoings,
        Call call,
        CancellationToken token
    )
    {
        var undone = new HashSet<(long Case, CaseField Field, string? Link)>();
        var undoing = call.Db.CaseChanges.Where(change => undoings.Contains(change.ChangeSetId));
        await foreach (var row in Rows(undoing).WithCancellation(token))
            undone.Add((row.Case, row.Field, row.Link));

        var created = await changes
            .Where(change => change.Kind == ChangeKind.Created)
            .Select(change => new Left(change.Id, change.CaseNumber!.Value))
            .ToListAsync(token);
        // Undoing deletes them.
        var left = created.Where(one => !undone.Contains((one.Case, CaseField.DeletedAt, null))).ToList();
        await foreach (
            var row in Rows(changes.Where(change => change.Kind != ChangeKind.Created)).WithCancellation(token)
        )
        {
            var stays = CaseParts.Find(row.Field) is ItemPart { Stays: not null };
            if (!stays && !undone.Contains((row.Case, row.Field, row.Link)))
                left.Add(new Left(row.Change, row.Case));
        }
        return left;
    }

    private static IAsyncEnumerable<Row> Rows(IQueryable<CaseChange> changes)
    {
        var parts = CaseParts.All.Select(part => part.Field).ToArray();
        return changes
            .SelectMany(change => change.Fields)
            .Select(row => new Row(
                row.ChangeId,
                row.Change.CaseNumber!.Value,
                row.Field,
                parts.Contains(row.Field) ? row.After ?? row.Before : null
            ))
            .AsAsyncEnumerable();
    }

    private sealed record Left(long Change, long Case);

    /// <summary>A field or link that a change touched.</summary>
    private sealed record Row(long Change, long Case, CaseField Field, string? Link);
}
