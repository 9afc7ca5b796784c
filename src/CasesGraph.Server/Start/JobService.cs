using CasesGraph.Jobs;
using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>Jobs go on as long as the server runs; its end waits for the chunk that is under way.</summary>
internal sealed class JobService(JobRunner runner, BackgroundLoops loops) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Keep("jobs", runner.RunAsync, stoppingToken);
}
