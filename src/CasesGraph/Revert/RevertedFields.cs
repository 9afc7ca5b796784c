using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>Undoes the changes of a change set, the newest first, so many at a time.</summary>
internal sealed class RevertedFields(Call call, ChangeLogWriter log, Skips skips, bool dryRun)
{
    private const int Chunk = 500;
    private int count;

    /// <summary>Undoes what is left.</summary>
    /// <param name="cases">Null for all that the change set changed.</param>
    /// <returns>How many cases were changed back.</returns>
    public async Task<int> RunAsync(IReadOnlyList<long>? cases, CancellationToken token)
    {
        if (cases is not null)
        {
            foreach (var chunk in cases.Chunk(Chunk))
                await RunCasesAsync(chunk, token);
            return count;
        }
        long? before = long.MaxValue;
        while (before is { } position)
            before = await RunChunkAsync(position, token);
        return count;
    }

    /// <summary>Undoes the newest changes below a position in the log.</summary>
    /// <returns>Where the next chunk goes on; null at the end.</returns>
    private async Task<long?> RunChunkAsync(long before, CancellationToken token)
    {
        var changes = await call
            .Db.Rows<CaseChange>()
            .Where(change => change.ChangeSetId == skips.ChangeSet && change.Id < before)
            .OrderByDescending(change => change.Id)
            .Take(Chunk)
            .Include(change => change.Fields)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(token);
        await UndoAsync(changes, token);
        return changes.Count == Chunk ? changes[^1].Id : null;
    }

    /// <summary>Undoes all that was done to some of the cases.</summary>
    /// <returns>Those that were changed back.</returns>
    public async Task<IReadOnlyCollection<long>> RunCasesAsync(IReadOnlyList<long> cases, CancellationToken token)
    {
        var changes = await call
            .Db.CaseChanges.Where(change =>
                change.ChangeSetId == skips.ChangeSet
                && change.CaseNumber != null
                && cases.Contains(change.CaseNumber.Value)
            )
            .OrderByDescending(change => change.Id)
            .Include(change => change.Fields)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(token);
        return await UndoAsync(changes, token);
    }

    private async Task<HashSet<long>> UndoAsync(List<CaseChange> changes, CancellationToken token)
    {
        var numbers = changes.Select(change => change.CaseNumber!.Value).Distinct().ToList();
        var denied = await CaseReach.UnreachedAsync(numbers, call, token);
        skips.AddUntold(changes.RemoveAll(change => denied.Contains(change.CaseNumber!.Value)));
        if (changes.Count == 0)
            return [];
        var present = await PresentState.LoadAsync(changes, call, token);
        var reverted = new HashSet<long>();
        foreach (var change in changes)
        {
            if (new RevertedChange(change, present, skips, call).Run())
                reverted.Add(change.CaseNumber!.Value);
        }
        call.Db.ChangeTracker.DetectChanges();
        var lost = await call.SettleAssigneesAsync(undoes: true, token);
        skips.AddGone(lost);
        // Of some nothing may be left that comes back.
        if (lost.Count > 0)
            reverted.IntersectWith(
                TouchedCase
                    .Find(call.Db.ChangeTracker, new Dictionary<Case, ToldChange>())
                    .Select(one => one.Case.Number)
            );
        await skips.ExplainAsync(token);
        count += reverted.Count;
        if (!dryRun)
        {
            await present.ReviveAsync(call.Db, token);
            await log.SaveAsync(token);
        }
        call.Db.ChangeTracker.Clear();
        return reverted;
    }
}
