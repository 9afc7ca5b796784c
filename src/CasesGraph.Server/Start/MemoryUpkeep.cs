using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>
/// Gives memory back that a large request has used, such as groups of duplicates of all cases: the runtime keeps it until
/// as much is needed again, which may be in hours.
/// </summary>
internal sealed class MemoryUpkeep(BackgroundLoops loops, TimeProvider clock) : BackgroundService
{
    /// <summary>In bytes, beyond what was left the last time: a collection stops all requests for some 50 ms.</summary>
    private const long WorthIt = 200L << 20;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Keep("return of memory", RunAsync, stoppingToken);

    private async Task RunAsync(CancellationToken token)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var (used, collected) = (0L, 0);
        while (await timer.WaitForNextTickAsync(token))
        {
            // Where the runtime has collected all by itself, it has given back what it can.
            var isQuiet = GC.CollectionCount(GC.MaxGeneration) == collected;
            collected = GC.CollectionCount(GC.MaxGeneration);
            if (!isQuiet || GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes < used + WorthIt)
                continue;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            collected = GC.CollectionCount(GC.MaxGeneration);
            used = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
        }
    }
}
