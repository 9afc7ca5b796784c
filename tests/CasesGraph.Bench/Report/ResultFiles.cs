using System.Globalization;
using CasesGraph.Bench.Running;

namespace CasesGraph.Bench.Report;

/// <summary>Prints the table and leaves it, with a plot, in docs/, and of less than a whole run, in the cache.</summary>
internal sealed class ResultFiles(
    BenchOptions options,
    IReadOnlyList<FigureResult> results,
    TimeSpan start,
    (BulkMeasurement Product, BulkMeasurement Bare)? massUpdate,
    string others
)
{
    public async Task WriteAsync(CancellationToken token)
    {
        var startLine = string.Create(
            CultureInfo.InvariantCulture,
            $"From the start of the process to the first answer: {start.TotalSeconds:N2} s (median of 5).\n"
        );
        var massUpdateLine = massUpdate is var (product, bare)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"m2, a mass update of 100,000 cases ({product.Changed:N0} of them change) with its change log: "
                    + $"{product.Wall.TotalSeconds:N1} s, {product.Cpu.TotalSeconds:N2} s CPU; the bare statements "
                    + $"{bare.Wall.TotalSeconds:N1} s, {bare.Cpu.TotalSeconds:N2} s CPU "
                    + $"(ratio {product.Cpu / bare.Cpu:N2}; median of 3).\n"
            )
            : "";
        var table = $"{ResultTable.Of(results)}\n{massUpdateLine}{others}{startLine}";
        var caption = string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Cases:N0} cases on {options.Database}; {Machine.Describe()}{(options.Quick ? "; a quick run" : "")}"
        );
        var name = Path.Join(
            options.IsWhole ? options.Results : options.Cache,
            string.Create(CultureInfo.InvariantCulture, $"bench-{options.Database.ToLowerInvariant()}-{options.Cases}")
        );
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        await File.WriteAllTextAsync(name + ".md", $"{caption}\n\n{table}", token);
        await File.WriteAllTextAsync(name + ".svg", ResultPlot.Of(results, caption), token);
        Console.WriteLine($"\n{caption}\n\n{table}");
        Progress.Say($"written to {name}.md and .svg");
    }
}
