using System.Globalization;
using CasesGraph.Bench.Figures;

namespace CasesGraph.Bench;

/// <summary>What is to be measured, and where things are.</summary>
/// <param name="Server">The folder with the published product.</param>
/// <param name="Cache">The folder for data and whatever else may be deleted.</param>
/// <param name="Results">The folder for the table and the plot of a whole run.</param>
internal sealed record BenchOptions(
    bool Quick,
    int Cases,
    IReadOnlyList<Figure> Figures,
    string Server,
    string Cache,
    string Results
)
{
    public const string Usage = "usage: tools/bench [--quick] [--cases N] [--only q1,q2,…]";

    public int Runs => Quick ? 1 : 5;
    public TimeSpan RunTime => TimeSpan.FromSeconds(Quick ? 3 : 10);
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 3 : 10);
    public int ComparedPerText => Quick ? 4 : 20;

    /// <summary>All that is in the table: no quick look and no part.</summary>
    public bool IsWhole => !Quick && Figures.Count == Figure.All.Count;

    public static BenchOptions? Parse(IReadOnlyList<string> args)
    {
        var root = Environment.GetEnvironmentVariable("CASESGRAPH_BENCH_ROOT") ?? Environment.CurrentDirectory;
        var options = new BenchOptions(
            Quick: false,
            Cases: 100_000,
            Figure.All,
            Path.Join(root, "artifacts/bench/server"),
            Path.Join(root, "artifacts/bench"),
            Path.Join(root, "docs")
        );
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--quick")
                options = options with { Quick = true };
            else if (i + 1 < args.Count && With(options, args[i], args[++i]) is { } changed)
                options = changed;
            else
                return null;
        }
        return options;
    }

    private static BenchOptions? With(BenchOptions options, string name, string value)
    {
        if (name is "--cases" && int.TryParse(value, CultureInfo.InvariantCulture, out var cases) && cases > 0)
            return options with { Cases = cases };
        if (name is not "--only")
            return null;
        var names = value.Split(',');
        var figures = Figure.All.Where(figure => names.Contains(figure.Name, StringComparer.Ordinal)).ToList();
        return figures.Count == names.Length ? options with { Figures = figures } : null;
    }
}
