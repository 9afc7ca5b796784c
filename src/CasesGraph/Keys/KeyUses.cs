using System.Threading.Channels;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Keys;

/// <summary>Writes when keys are used, each at most once an hour, while their callers wait for nothing.</summary>
internal sealed class KeyUses : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>What does not fit is told by a later use.</summary>
    private readonly Channel<(long Key, DateTime At)> uses = Channel.CreateBounded<(long, DateTime)>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private readonly CancellationTokenSource stop = new();
    private readonly CasesDatabase database;
    private readonly WriteGate gate;
    private readonly Task writing;

    public KeyUses(CasesDatabase database, WriteGate gate, BackgroundLoops loops)
    {
        (this.database, this.gate) = (database, gate);
        writing = loops.Keep("key uses", WriteAsync, stop.Token);
    }

    public void Note(KnownKey key, DateTime now)
    {
        if (key.LastUsedAt is { } last && now - last < Period)
            return;
        key.LastUsedAt = UtcMicroseconds.Cut(now);
        uses.Writer.TryWrite((key.Id, key.LastUsedAt.Value));
    }

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
                        db.Set<ApiKey>()
                            .Where(one => one.Id == key && (one.LastUsedAt == null || one.LastUsedAt <= earlier))
                            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedAt, at), inner),
                    token
                );
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                // It is told by a use in an hour.
            }
        }
    }
}
