using System.Collections.Concurrent;
using System.Threading.Channels;
using CasesGraph.Model;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>What callers sign in by.</summary>
internal interface IUsed
{
    long Id { get; }

    /// <summary>Null while it was not used.</summary>
    DateTime? LastUsedAt { get; set; }
}

/// <summary>Writes when they sign in by what, each at most once an hour, while they wait for nothing.</summary>
internal sealed class LastUses<TEntity> : IAsyncDisposable
    where TEntity : class, IUsed
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Longer than any read takes: one that began before a use was written may end after it.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(2);

    /// <summary>What does not fit is told by a later use.</summary>
    private readonly Channel<(long Key, DateTime At)> uses;
    private readonly ConcurrentDictionary<long, DateTime> noted = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CasesDatabase database;
    private readonly WriteGate gate;
    private readonly Task writing;

    public LastUses(CasesDatabase database, WriteGate gate, BackgroundLoops loops)
    {
        (this.database, this.gate) = (database, gate);
        uses = Channel.CreateBounded<(long Key, DateTime At)>(
            new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            dropped => noted.TryRemove(dropped.Key, out _)
        );
        writing = loops.Keep($"uses of {typeof(TEntity).Name}", WriteAsync, stop.Token);
    }

    /// <summary>Notes a use, where the last one is long ago; true for the first there ever was.</summary>
    /// <param name="used">As it is remembered; what is read may not know of a use of just now.</param>
    public bool Note(IUsed used, DateTime now)
    {
        var last = used.LastUsedAt;
        if (last is not null && now - last < Period)
            return false;
        var at = UtcMicroseconds.Cut(now);
        used.LastUsedAt = at;
        var isNew = noted.TryGetValue(used.Id, out var before)
            ? now - before >= Period && noted.TryUpdate(used.Id, at, before)
            : noted.TryAdd(used.Id, at);
        if (!isNew)
            return false;
        uses.Writer.TryWrite((used.Id, at));
        return last is null;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await writing;
        stop.Dispose();
    }

    private async Task WriteAsync(CancellationToken token)
    {
        var written = new Queue<(long Key, DateTime At)>();
        await foreach (var (key, at) in uses.Reader.ReadAllAsync(token))
        {
            while (written.TryPeek(out var old) && at - old.At > LongestRead)
                noted.TryRemove(KeyValuePair.Create(written.Dequeue().Key, old.At));
            try
            {
                var earlier = at - Period;
                await gate.RunAsync(
                    (db, _, inner) =>
                        db.Set<TEntity>()
                            .Where(one => one.Id == key && (one.LastUsedAt == null || one.LastUsedAt <= earlier))
                            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedAt, at), inner),
                    token
                );
                written.Enqueue((key, at));
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                // It is told by a use in an hour.
                noted.TryRemove(key, out _);
            }
        }
    }
}
