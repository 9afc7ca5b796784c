using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>Undoes what a change set did to records that are no cases, the newest first, so many at a time.</summary>
internal sealed class RevertedEntities(Call call, ChangeLogWriter log, Skips skips, bool dryRun)
{
    private const int Chunk = 500;

    /// <summary>Undoes what is left.</summary>
    /// <returns>How many records were changed back.</returns>
    public async Task<int> RunAsync(IEnumerable<EntityUndo> undos, CancellationToken token)
    {
        var byType = undos.ToDictionary(undo => undo.Entity);
        var count = 0;
        for (long? before = long.MaxValue; before is { } position; )
        {
            (var undone, before) = await RunChunkAsync(byType, position, token);
            count += undone;
        }
        return count;
    }

    /// <summary>Undoes the newest changes below a position in the log.</summary>
    /// <returns>How many records were changed back, and where the next chunk goes on; null at the end.</returns>
    public async Task<(int Count, long? Before)> RunChunkAsync(
        IReadOnlyDictionary<Type, EntityUndo> undos,
        long before,
        CancellationToken token
    )
    {
        var changes = await call
            .Db.Rows<EntityChange>()
            .Where(change => change.ChangeSetId == skips.ChangeSet && change.Id < before)
            .OrderByDescending(change => change.Id)
            .Take(Chunk)
            .Include(change => change.Fields)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(token);
        var count = 0;
        foreach (var same in changes.GroupBy(change => change.GetType().GenericTypeArguments[0]))
            count += await undos[same.Key].RunAsync([.. same], skips, call, token);
        if (!dryRun)
            await log.SaveAsync(token);
        call.Db.ChangeTracker.Clear();
        return (count, changes.Count < Chunk ? null : changes[^1].Id);
    }
}
