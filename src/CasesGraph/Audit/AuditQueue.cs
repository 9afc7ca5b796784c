using System.Threading.Channels;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Audit;

/// <summary>
/// Events that no transaction brings along: written in batches, one a second at most, while nobody waits for them. In an
/// outage they wait, so many and no more; how many found no room is an event of its own. What waits when the process is
/// killed is lost.
/// </summary>
internal sealed partial class AuditQueue : IAsyncDisposable
{
    private const int Most = 10_000;
    private const int MostInBatch = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The end of the process does not wait longer for a database that is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<AuditEvent> waiting = Channel.CreateBounded<AuditEvent>(
        new BoundedChannelOptions(Most) { SingleReader = true }
    );
    private readonly CancellationTokenSource stop = new();
    private readonly CasesDatabase database;
    private readonly WriteGate gate;
    private readonly TimeProvider clock;
    private readonly ILogger<AuditQueue> logger;
    private readonly Task writing;
    private List<AuditEvent> batch = [];
    private long lost;

    public AuditQueue(
        CasesDatabase database,
        WriteGate gate,
        TimeProvider clock,
        BackgroundLoops loops,
        ILogger<AuditQueue> logger
    )
    {
        (this.database, this.gate, this.clock, this.logger) = (database, gate, clock, logger);
        writing = loops.Keep("audit", RunAsync, stop.Token);
    }

    public void Add(AuditEvent audit)
    {
        if (!waiting.Writer.TryWrite(audit))
            Interlocked.Increment(ref lost);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await stop.CancelAsync();
        await writing;
        stop.Dispose();
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            while (Fill())
                await WriteAsync(patience.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException || database.AsOutage(failure) is not null)
        {
            LogLost(batch.Count + waiting.Reader.Count);
        }
    }

    private async Task RunAsync(CancellationToken token)
    {
        while (Fill() || await waiting.Reader.WaitToReadAsync(token))
        {
            if (Fill())
                await TryWriteAsync(token);
            await Task.Delay(Pause, clock, token);
        }
    }

    /// <summary>Takes what waits to what could not be written yet; false where there is nothing.</summary>
    private bool Fill()
    {
        while (batch.Count < MostInBatch && waiting.Reader.TryRead(out var audit))
            batch.Add(audit);
        return batch.Count > 0;
    }

    private async Task TryWriteAsync(CancellationToken token)
    {
        try
        {
            await WriteAsync(token);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            // It is tried again in a second.
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            // Whatever is wrong with one of them is not to keep the others.
            Interlocked.Add(ref lost, batch.Count);
            batch = [];
            throw;
        }
    }

    private async Task WriteAsync(CancellationToken token)
    {
        var told = Interlocked.Exchange(ref lost, 0);
        try
        {
            AuditEvent[] rows = told == 0 ? [.. batch] : [.. batch, Lost(told)];
            await gate.RunAsync(
                async (db, _, inner) =>
                {
                    await db.DirectRows!.AddAsync(rows, inner);
                    return true;
                },
                token
            );
            batch = [];
        }
        catch
        {
            Interlocked.Add(ref lost, told);
            throw;
        }
    }

    private AuditEvent Lost(long count) =>
        new()
        {
            Kind = AuditKind.EventsLost,
            At = UtcMicroseconds.Cut(clock.GetUtcNow().UtcDateTime),
            Detail = AuditDetail.Of(("count", $"{count}")),
        };

    [LoggerMessage(LogLevel.Error, "{Count} events of the audit could not be written before the end.")]
    private partial void LogLost(int count);
}
