using CasesGraph.Audit;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>Removes old events of the audit at the start and every hour; of several processes one does it at a time.</summary>
internal sealed class AuditCleaning(
    OldEvents events,
    CasesDatabase database,
    TimeProvider clock,
    BackgroundLoops loops,
    ILogger<AuditCleaning> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Keep("age of the audit", RunAsync, stoppingToken);

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                await using var lead = await database.TryLeadAsync("audit", stop);
                if (lead is not null && await events.RemoveAsync(stop) is > 0 and var count)
                    ServerLog.OldEventsRemoved(logger, count);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested && database.AsOutage(failure) is not null)
            {
                // They are an hour older the next time.
            }
        } while (await timer.WaitForNextTickAsync(stop));
    }
}
