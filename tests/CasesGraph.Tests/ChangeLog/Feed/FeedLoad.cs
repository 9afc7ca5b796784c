using System.Globalization;
using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Query;
using Xunit.Abstractions;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>What the load tests of the feed look at.</summary>
internal static class FeedLoad
{
    extension(HttpClient server)
    {
        /// <summary>What the server counts, such as casesgraph_sql_statements_total; 0 where it has not yet.</summary>
        public async Task<long> MetricAsync(string name)
        {
            var metrics = await server.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            var line = metrics.Split('\n').FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }

        /// <summary>Waits until so many follow.</summary>
        public async Task SubscribedAsync(int count)
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (await server.MetricAsync("casesgraph_feed_subscribers") < count)
                await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>Does something so many times a second, however long each takes; ends when all have been done.</summary>
    public static async Task PaceAsync(int perSecond, int seconds, Func<int, Task> act)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var start = TimeProvider.System.GetTimestamp();
        var acts = new List<Task>();
        while (acts.Count < perSecond * seconds)
        {
            // A tick that is missed is made up for.
            var due = TimeProvider.System.GetElapsedTime(start).TotalSeconds * perSecond;
            while (acts.Count < Math.Min(due, perSecond * seconds))
                acts.Add(act(acts.Count));
            await pace.WaitForNextTickAsync();
        }
        await Task.WhenAll(acts);
    }

    public static long Position(JsonElement change) =>
        LogPosition.TryParse(change.GetProperty("cursor").GetString()!, out var position) ? position : -1;

    /// <summary>Milliseconds since it was written.</summary>
    public static double Latency(JsonElement change) =>
        (TimeProvider.System.GetUtcNow() - change.GetProperty("occurredAt").GetDateTimeOffset()).TotalMilliseconds;

    public static string Latencies(IEnumerable<double> latencies)
    {
        var sorted = latencies.Order().ToList();
        return $"{At(0.5):F1} / {At(0.99):F1} / {sorted[^1]:F1} ms";

        double At(double part) => sorted[(int)(part * (sorted.Count - 1))];
    }

    public static string Mega(long bytes) => $"{bytes / 1_000_000} MB";

    public static void Print(this ITestOutputHelper output, string what, string value) =>
        output.WriteLine($"{what, -26}{value}");
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class LoadFactAttribute : FactAttribute
{
    public LoadFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CASESGRAPH_LOAD") is not "1")
            Skip = "Runs by tools/feed-load.";
    }
}
