using System.Diagnostics;

namespace CasesGraph.Bench.Screens;

/// <summary>Asks the same again and again, for a while.</summary>
internal static class ScreenTurn
{
    private const int Most = 300;

    /// <summary>At least so long that metrics are counted anew, which is done three times a second.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(500);

    /// <summary>What a request costs.</summary>
    /// <param name="cpu">Of all processes that take part, so far.</param>
    public static async Task<(double Cpu, double P50, int Requests)> MeasureAsync(
        Func<Task> askAsync,
        Func<TimeSpan> cpu
    )
    {
        await AskAsync(askAsync);
        var before = cpu();
        var times = await AskAsync(askAsync);
        var spent = cpu() - before;
        times.Sort();
        return (spent.TotalMilliseconds / times.Count, times[times.Count / 2], times.Count);
    }

    private static async Task<List<double>> AskAsync(Func<Task> askAsync)
    {
        var begun = Stopwatch.GetTimestamp();
        var times = new List<double>();
        while (times.Count < Most && Stopwatch.GetElapsedTime(begun) < Length)
        {
            var started = Stopwatch.GetTimestamp();
            await askAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return times;
    }
}
