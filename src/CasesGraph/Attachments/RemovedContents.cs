using System.Threading.Channels;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

/// <summary>Contents whose attachments were removed, as the database has noted them.</summary>
public sealed class RemovedContents(CasesDatabase database, WriteGate gate, UnnamedContents unnamed)
{
    private const int ChunkSize = 500;

    /// <summary>Removes those that no attachment has any more, and returns how many.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        for (var removed = 0; ; )
        {
            var noted = await NotedAsync(token);
            removed += await unnamed.RemoveAsync(
                [.. noted.Select(one => one.StorageKey).Distinct(StringComparer.Ordinal)],
                token
            );
            long[] done = [.. noted.Select(one => one.Id)];
            if (done.Length > 0)
                await gate.RunAsync(
                    (db, _, inside) =>
                        db.Set<RemovedContent>().Where(one => done.Contains(one.Id)).ExecuteDeleteAsync(inside),
                    token
                );
            if (done.Length < ChunkSize)
                return removed;
        }
    }

    private async Task<List<RemovedContent>> NotedAsync(CancellationToken token)
    {
        await using var db = database.CreateDb();
        return await db.Set<RemovedContent>().AsNoTracking().OrderBy(one => one.Id).Take(ChunkSize).ToListAsync(token);
    }
}

/// <summary>Tells this process that contents have been noted; the hourly sweep finds those of processes that ended.</summary>
public sealed class ContentRemovals
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    public void Ring() => rings.Writer.TryWrite(item: true);

    /// <summary>Once for any number of rings that nobody heard.</summary>
    public IAsyncEnumerable<bool> HearAsync(CancellationToken stop) => rings.Reader.ReadAllAsync(stop);
}
