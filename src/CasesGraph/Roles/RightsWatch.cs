using System.Threading.Channels;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Roles;

/// <summary>
/// Tells whether what was read of rights may still be trusted. Writes of this process are known at once, before those who
/// asked for them hear of it; those of other processes by the number that all of them raise (<see cref="AccessVersion"/>).
/// While somebody asks, that is read in the background; whoever comes after a pause reads it before anything else, and so
/// does everybody when it cannot be read: then nobody gets in.
/// </summary>
internal sealed class RightsWatch : IAsyncDisposable
{
    /// <summary>How long what other processes write may stay unnoticed at most.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Poll = Trust / 4;

    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private readonly Lock door = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CasesDatabase database;
    private readonly WriteGate gate;
    private readonly TimeProvider clock;
    private readonly IDisposable? others;
    private readonly ITimer poll;
    private readonly Task watching;
    private long epoch = 1;
    private long heardAt = long.MinValue;
    private long number = -1;
    private volatile bool isAsked;

    public RightsWatch(CasesDatabase database, WriteGate gate, TimeProvider clock, BackgroundLoops loops)
    {
        (this.database, this.gate, this.clock) = (database, gate, clock);
        gate.RightsChanged += OnRightsChanged;
        others = database.WatchOthers(Ring);
        poll = clock.CreateTimer(_ => Ring(), state: null, Poll, Poll);
        watching = loops.Keep("rights", WatchAsync, stop.Token);
    }

    /// <summary>Counts up whenever rights may have changed.</summary>
    public long Epoch => Volatile.Read(ref epoch);

    /// <summary>Whether the epoch is that of all that was written until now, or until a moment ago elsewhere.</summary>
    public bool IsCertain
    {
        get
        {
            if (!isAsked)
                isAsked = true;
            var heard = Volatile.Read(ref heardAt);
            return heard != long.MinValue && clock.GetElapsedTime(heard) < Trust;
        }
    }

    /// <summary>Reads what others have written, where that is not certain.</summary>
    public async ValueTask AskAsync(CasesDb db, CancellationToken token)
    {
        if (IsCertain)
            return;
        var at = clock.GetTimestamp();
        Hear(await db.AccessVersionAsync(token), at);
    }

    public async ValueTask DisposeAsync()
    {
        gate.RightsChanged -= OnRightsChanged;
        others?.Dispose();
        await poll.DisposeAsync();
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken token)
    {
        await foreach (var _ in bell.Reader.ReadAllAsync(token))
        {
            if (!isAsked)
                continue;
            isAsked = false;
            try
            {
                await using var db = database.CreateDb();
                var at = clock.GetTimestamp();
                Hear(await db.AccessVersionAsync(token), at);
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                // Who asks meanwhile meets it too.
            }
        }
    }

    private void Hear(long read, long at)
    {
        lock (door)
        {
            if (read != number)
                Interlocked.Increment(ref epoch);
            number = read;
            if (at > heardAt)
                Volatile.Write(ref heardAt, at);
        }
    }

    private void OnRightsChanged(object? sender, EventArgs commit) => Interlocked.Increment(ref epoch);

    private void Ring() => bell.Writer.TryWrite(item: true);
}
