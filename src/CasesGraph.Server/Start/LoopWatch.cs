using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>Stops the process when something has ended in it that cannot start again: whoever supervises it starts it anew.</summary>
internal sealed class LoopWatch(BackgroundLoops loops, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loops.Ended.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loops.Ended.IsCompleted)
            lifetime.StopApplication();
    }
}
