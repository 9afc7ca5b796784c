using System.Globalization;
using CasesGraph.Bench.Report;
using CasesGraph.Bench.Running;

namespace CasesGraph.Bench.Screens;

/// <summary>tools/bench --screens: all screens at two sizes, as a table and a plot.</summary>
internal static class ScreenSizes
{
    private static readonly int[] Whole = [100_000, 1_000_000];

    public static async Task RunAsync(BenchOptions options, CancellationToken token)
    {
        var sizes = new List<ScreensOfSize>();
        foreach (var cases in options.Quick ? [options.Cases] : Whole)
        {
            var ofSize = options with { Cases = cases };
            sizes.Add(await new ScreenRun(ofSize, await ofSize.OpenDatabaseAsync(token)).RunAsync(token));
        }
        var caption = $"{options.Database}; {Machine.Describe()}";
        var table = $"{caption}\n\n{ScreenTable.Of(sizes)}";
        var name = Path.Join(
            options.Quick ? options.Cache : options.Results,
            string.Create(CultureInfo.InvariantCulture, $"screens-{options.Database.ToLowerInvariant()}")
        );
        await File.WriteAllTextAsync(name + ".md", table, token);
        await File.WriteAllTextAsync(name + ".svg", ScreenPlot.Of(sizes, caption), token);
        Console.WriteLine($"\n{table}");
        Progress.Say($"written to {name}.md and .svg");
    }
}
