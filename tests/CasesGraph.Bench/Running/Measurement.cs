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
    public static async Task<Measurement> TakeAsync(
        BenchServer server,
        string requests,
        int connections,
        TimeSpan time,
        CancellationToken token
    )
    {
        var before = server.Cpu;
        var load = await Wrk.RunAsync(server.Address, requests, connections, time, token);
        var (resident, own) = server.Megabytes;
        return new Measurement(
            (server.Cpu - before).TotalMicroseconds / load.Requests,
            load.Requests * 1e6 / load.Microseconds,
            load.P50,
            load.P99,
            resident,
            own
        );
    }

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
