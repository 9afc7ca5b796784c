using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>Refreshes the planner's statistics before the first request, and soon after much was written.</summary>
internal sealed class StatisticsUpkeep(
    CasesDatabase database,
    WriteGate gate,
    TimeProvider clock,
    BackgroundLoops loops,
    ILogger<StatisticsUpkeep> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>A database that others hold does not hold up the start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private volatile bool due;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        due = !await TryRefreshAsync(patience.Token);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Keep("statistics", RunAsync, stoppingToken);

    private async Task RunAsync(CancellationToken stop)
    {
        gate.Committed += Remember;
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (due)
                    due = !await TryRefreshAsync(stop);
            }
        }
        finally
        {
            gate.Committed -= Remember;
        }
    }

    private void Remember(object? sender, EventArgs commit) => due = true;

    /// <summary>The next may succeed: nothing depends on it but how fast reads are.</summary>
    private async Task<bool> TryRefreshAsync(CancellationToken token)
    {
        try
        {
            await database.RefreshStatisticsAsync(gate, token);
            return true;
        }
        catch (Exception failure)
        {
            if (!token.IsCancellationRequested)
                ServerLog.StatisticsFailed(logger, failure);
            return false;
        }
    }
}
