using System.Diagnostics;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>For what no message tells: looks again until it holds.</summary>
public static class Eventually
{
    /// <summary>As long as other tests may hold the log of a cluster back on a slow machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "It did not come to hold.");
            await Task.Delay(Step);
        }
    }

    public static async Task EqualAsync<T>(T expected, Func<T> actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        var start = Stopwatch.GetTimestamp();
        while (!Equals(expected, actual()) && Stopwatch.GetElapsedTime(start) < Patience)
            await Task.Delay(Step);
        Assert.Equal(expected, actual());
    }
}
