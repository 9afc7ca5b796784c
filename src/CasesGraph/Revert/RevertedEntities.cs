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
        var (count, before) = (0, long.MaxValue);
        while (true)
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
            foreach (var same in changes.GroupBy(change => change.GetType().GenericTypeArguments[0]))
                count += await byType[same.Key].RunAsync([.. same], skips, call, token);
            if (!dryRun)
                await log.SaveAsync(token);
            call.Db.ChangeTracker.Clear();
            if (changes.Count < Chunk)
                return count;
            before = changes[^1].Id;
        }
    }
}
