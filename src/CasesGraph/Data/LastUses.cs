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

    /// <summary>What does not fit is told by a later use.</summary>
    private readonly Channel<(long Key, DateTime At)> uses;
    private readonly ConcurrentDictionary<long, DateTime> waiting = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CasesDatabase database;
    private readonly WriteGate gate;
    private readonly Task writing;

    public LastUses(CasesDatabase database, WriteGate gate, BackgroundLoops loops)
    {
        (this.database, this.gate) = (database, gate);
        uses = Channel.CreateBounded<(long Key, DateTime At)>(
            new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            dropped => waiting.TryRemove(dropped.Key, out _)
        );
        writing = loops.Keep($"uses of {typeof(TEntity).Name}", WriteAsync, stop.Token);
    }

    /// <summary>Notes a use, where the last one is long ago.</summary>
    /// <param name="used">As it is remembered.</param>
    public void Note(IUsed used, DateTime now)
    {
        if (used.LastUsedAt is { } last && now - last < Period)
            return;
        var at = UtcMicroseconds.Cut(now);
        used.LastUsedAt = at;
        waiting[used.Id] = at;
        uses.Writer.TryWrite((used.Id, at));
    }

    /// <summary>Whether it was used before; what is read may not know of a use that is on its way into the database.</summary>
    public bool IsKnown(IUsed used) => used.LastUsedAt is not null || waiting.ContainsKey(used.Id);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await writing;
        stop.Dispose();
    }

    private async Task WriteAsync(CancellationToken token)
    {
        await foreach (var (key, at) in uses.Reader.ReadAllAsync(token))
        {
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
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                // It is told by a use in an hour.
            }
            finally
            {
                waiting.TryRemove(key, out _);
            }
        }
    }
}
