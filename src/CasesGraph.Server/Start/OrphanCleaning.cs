using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>Sweeps, and removes files whose time is over, at the start and every hour; of several processes on a database one at a time.</summary>
internal sealed class OrphanCleaning(
    OrphanSweep sweep,
    IEnumerable<OldFiles> kinds,
    RemovedContents removed,
    ContentRemovals removals,
    CasesDatabase database,
    TimeProvider clock,
    BackgroundLoops loops,
    ILogger<OrphanCleaning> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            loops.Keep("sweep of files", RunAsync, stoppingToken),
            loops.Keep("removal of files", RemoveAsync, stoppingToken)
        );

    /// <summary>What is removed on demand goes at once.</summary>
    private async Task RemoveAsync(CancellationToken stop)
    {
        await foreach (var _ in removals.HearAsync(stop))
            await TryAsync(removed.RunAsync, stop);
    }

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            await TryAsync(SweepAsync, stop);
        } while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task<int> SweepAsync(CancellationToken token)
    {
        await using var lead = await database.TryLeadAsync("sweeps", token);
        if (lead is null)
            return 0;
        foreach (var old in kinds)
            await old.RemoveAsync(token);
        return await sweep.RunAsync(token);
    }

    /// <summary>The next sweep may succeed: what is to go is noted.</summary>
    private async Task TryAsync(Func<CancellationToken, Task<int>> remove, CancellationToken token)
    {
        try
        {
            if (await remove(token) is > 0 and var count)
                ServerLog.OrphansRemoved(logger, count);
        }
        catch (Exception failure) when (!token.IsCancellationRequested)
        {
            ServerLog.SweepFailed(logger, failure);
        }
    }
}
