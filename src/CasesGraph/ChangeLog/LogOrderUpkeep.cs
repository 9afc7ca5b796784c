using System.Threading.Channels;
using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Looks at what is new in the log, and keeps how well its times follow its positions (<see cref="LogOrder"/>): at a start
/// at all that has come, then every few seconds.
/// </summary>
internal sealed class LogOrderUpkeep : IStartStep, IAsyncDisposable
{
    private const int AtOnce = 100_000;

    /// <summary>Fewer are looked at by each read that asks for times.</summary>
    private const int Worthwhile = 1_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly Holder From = Holder.ForSlot(new Slot(0, 0, typeof(long)));

    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private readonly CancellationTokenSource stop = new();
    private readonly CasesDatabase database;
    private readonly WriteGate gate;
    private readonly ITimer timer;
    private readonly Task looking;

    /// <summary>Before, there may be no such table yet.</summary>
    private volatile bool hasStarted;

    public LogOrderUpkeep(CasesDatabase database, WriteGate gate, BackgroundLoops loops, TimeProvider clock)
    {
        (this.database, this.gate) = (database, gate);
        timer = clock.CreateTimer(_ => bell.Writer.TryWrite(item: true), state: null, Period, Period);
        looking = loops.Keep("order of the log", LookAsync, stop.Token);
    }

    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        while (await NextAsync(Worthwhile, token) is var (known, next))
            await KeepAsync(db, known, next, token);
        hasStarted = true;
    }

    /// <summary>Looks at all that is new, where that is worthwhile.</summary>
    public async Task LookOnceAsync(int worthwhile, CancellationToken token)
    {
        while (await NextAsync(worthwhile, token) is var (known, next))
            await gate.RunAsync((db, _, inner) => KeepAsync(db, known, next, inner), token);
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await stop.CancelAsync();
        await looking;
        stop.Dispose();
    }

    private async Task LookAsync(CancellationToken token)
    {
        await foreach (var _ in bell.Reader.ReadAllAsync(token))
        {
            if (!hasStarted)
                continue;
            try
            {
                await LookOnceAsync(Worthwhile, token);
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                // It is looked at once the database is back.
            }
        }
    }

    /// <summary>What is known, and what will be by the next entries; null where these are too few.</summary>
    private async Task<(LogOrder Known, LogOrder Next)?> NextAsync(int worthwhile, CancellationToken token)
    {
        await using var db = database.CreateDb();
        var known = await db.Set<LogOrder>().AsNoTracking().SingleAsync(token);
        await using var connection = await database.RentAsync(reader: null, token);
        var rows = await connection.Statements.ReadAsync(
            TimesInLog.After(connection.Dialect, From, AtOnce),
            new StatementInput(RequestValues.Of(known.UpTo), [], Limit: 0),
            token
        );
        if (rows.Count < worthwhile)
            return null;
        var next = known;
        for (var row = 0; row < rows.Count; row++)
            next = next.With(rows[row, 0].Number, rows[row, 1].Number);
        return (known, next);
    }

    /// <summary>Unless another process has done it.</summary>
    private static Task<int> KeepAsync(CasesDb db, LogOrder known, LogOrder next, CancellationToken token) =>
        db.Set<LogOrder>()
            .Where(order => order.UpTo == known.UpTo)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(order => order.UpTo, next.UpTo)
                        .SetProperty(order => order.Latest, next.Latest)
                        .SetProperty(order => order.Disorder, next.Disorder),
                token
            );
}
