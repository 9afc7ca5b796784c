namespace CasesGraph.Bench.Running;

/// <summary>One run's figures; times in microseconds.</summary>
internal sealed record Measurement(
    double Cpu,
    double RequestsPerSecond,
    double P50,
    double P99,
    double Resident,
    double Own
)
{
    public static Measurement Median(IReadOnlyList<Measurement> runs) =>
        new(
            Median(runs.Select(run => run.Cpu)),
            Median(runs.Select(run => run.RequestsPerSecond)),
            Median(runs.Select(run => run.P50)),
            Median(runs.Select(run => run.P99)),
            Median(runs.Select(run => run.Resident)),
            Median(runs.Select(run => run.Own))
        );

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
