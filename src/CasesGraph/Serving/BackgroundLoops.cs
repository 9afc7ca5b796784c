using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Serving;

/// <summary>
/// What runs beside the requests for as long as the process does. No loop ends unseen: its failure is logged and makes
/// /health/ready fail until it runs again; after one that cannot, the process is to end.
/// </summary>
internal sealed partial class BackgroundLoops(TimeProvider clock, ILogger<BackgroundLoops> logger)
{
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, bool> down = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The names of those that should run and do not.</summary>
    public IReadOnlyCollection<string> Down => [.. down.Keys];

    /// <summary>Completes with the first that cannot start again.</summary>
    public Task Ended => ended.Task;

    /// <summary>Runs a loop that returns when it has nothing more to do; a failure is its end for good.</summary>
    /// <returns>Completes with the loop, and never fails.</returns>
    public Task Run(string name, Func<Task> loop) =>
        Task.Run(async () =>
        {
            try
            {
                await loop();
            }
            catch (Exception failure)
            {
                LogEnded(failure, name);
                down[name] = true;
                ended.TrySetResult();
            }
        });

    /// <summary>Runs a loop until it is stopped; one that ends before begins again.</summary>
    /// <returns>Completes when it has stopped, and never fails.</returns>
    public Task Keep(string name, Func<CancellationToken, Task> loop, CancellationToken stop) =>
        Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var run = loop(stop);
                    await run.WaitAsync(BackOff, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    // Only now: one that fails at once has not come back.
                    if (!run.IsCompleted)
                        down.TryRemove(name, out _);
                    await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (stop.IsCancellationRequested)
                        return;
                    down[name] = true;
                    LogRestart(run.Exception?.InnerException, name);
                    await Task.Delay(BackOff, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            },
            CancellationToken.None
        );

    [LoggerMessage(LogLevel.Critical, "The background loop '{Name}' has ended and cannot start again.")]
    private partial void LogEnded(Exception failure, string name);

    [LoggerMessage(LogLevel.Error, "The background loop '{Name}' has ended; it starts again.")]
    private partial void LogRestart(Exception? failure, string name);
}
