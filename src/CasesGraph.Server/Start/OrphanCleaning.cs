using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>Sweeps at the start and every hour; of several processes on a database one at a time.</summary>
internal sealed class OrphanCleaning(
    OrphanSweep sweep,
    CasesDatabase database,
    TimeProvider clock,
    BackgroundLoops loops,
    ILogger<OrphanCleaning> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Keep("sweep of files", RunAsync, stoppingToken);

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            await SweepAsync(stop);
        } while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>The next may succeed: nothing depends on it but room on the disk.</summary>
    private async Task SweepAsync(CancellationToken token)
    {
        try
        {
            await using var lead = await database.TryLeadAsync("sweeps", token);
            if (lead is not null && await sweep.RunAsync(token) is > 0 and var removed)
                ServerLog.OrphansRemoved(logger, removed);
        }
        catch (Exception failure) when (!token.IsCancellationRequested)
        {
            ServerLog.SweepFailed(logger, failure);
        }
    }
}
