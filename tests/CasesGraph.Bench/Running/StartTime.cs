using System.Diagnostics;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>How long the product takes from the start of its process to the first answer.</summary>
internal static class StartTime
{
    private const int Starts = 5;

    private const string Body = """
        {"query":"{ cases(first: 50, order: [{ updatedAt: DESC }]) { nodes { number subject status } totalCount } }"}
        """;

    /// <summary>The median of five starts; the files are in memory by then.</summary>
    public static async Task<TimeSpan> MeasureAsync(BenchDatabase database, string rows, CancellationToken token)
    {
        var times = new List<TimeSpan>();
        for (var start = 0; start < Starts; start++)
        {
            var begun = Stopwatch.GetTimestamp();
            await using var server = await database.StartProductAsync("start", rows, token);
            await Comparison.AnswerAsync(server, Body, token);
            times.Add(Stopwatch.GetElapsedTime(begun));
        }
        return times.Order().ElementAt(Starts / 2);
    }
}
