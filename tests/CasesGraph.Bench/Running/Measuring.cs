using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Report;

namespace CasesGraph.Bench.Running;

/// <summary>A server and what it is asked.</summary>
/// <param name="Requests">The file with the requests.</param>
internal sealed record Contender(BenchServer Server, string Requests);

/// <summary>The runs of a figure.</summary>
internal sealed class Measuring(BenchOptions options, BenchDatabase database, Figure figure)
{
    /// <summary>How many requests each has been sent: what was written before must not be written again.</summary>
    private readonly Dictionary<Contender, long> sent = [];

    public async Task<FigureResult> RunAsync(IReadOnlyList<Contender> contenders, CancellationToken token)
    {
        var runs = contenders.ToDictionary(contender => contender, _ => new List<Measurement>());
        // The runtime compiles hot code again while others have their turn.
        for (var run = 1 - options.WarmUps; run <= options.Runs; run++)
        {
            foreach (var contender in contenders)
            {
                var one = await MeasureAsync(contender, token);
                if (run > 0)
                    runs[contender].Add(one);
                Say(run > 0 ? $"run {run} of {options.Runs}" : "warm-up", contender, one);
            }
        }
        return new FigureResult(
            figure,
            [.. contenders.Select(contender => (contender.Server.Name, Measurement.Median(runs[contender])))]
        );
    }

    private async Task<Measurement> MeasureAsync(Contender contender, CancellationToken token)
    {
        var server = contender.Server;
        var before = server.Cpu + database.Cpu;
        var start = sent.GetValueOrDefault(contender);
        var load = await Wrk.RunAsync(
            server.Address,
            contender.Requests,
            start,
            figure.Connections,
            options.RunTime,
            token
        );
        sent[contender] = start + load.Requests;
        var (resident, own) = server.Megabytes;
        return new Measurement(
            (server.Cpu + database.Cpu - before).TotalMicroseconds / load.Requests,
            load.Requests * 1e6 / load.Microseconds,
            load.P50,
            load.P99,
            resident,
            own
        );
    }

    private void Say(string what, Contender contender, Measurement one) =>
        Progress.Say(
            $"{figure.Name}: {what}  {contender.Server.Name, -22} {one.Cpu, 7:N0} µs CPU  "
                + $"{one.RequestsPerSecond, 7:N0} requests/s  p50 {one.P50 / 1000:N2} ms  p99 {one.P99 / 1000:N2} ms"
        );
}
