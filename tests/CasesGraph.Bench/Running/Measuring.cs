using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Report;

namespace CasesGraph.Bench.Running;

/// <summary>A server and what it is asked.</summary>
internal sealed record Contender(BenchServer Server, string Requests);

/// <summary>The runs of a figure.</summary>
internal sealed class Measuring(BenchOptions options, BenchDatabase database, Figure figure)
{
    /// <summary>Warm is what needs no less CPU than the period before, but for so much.</summary>
    private const double Settled = 0.95;

    public async Task<FigureResult> RunAsync(IReadOnlyList<Contender> contenders, CancellationToken token)
    {
        foreach (var contender in contenders)
            await WarmUpAsync(contender, token);
        var runs = contenders.ToDictionary(contender => contender, _ => new List<Measurement>());
        for (var run = 1; run <= options.Runs; run++)
        {
            foreach (var contender in contenders)
            {
                var one = await MeasureAsync(contender, token);
                runs[contender].Add(one);
                Say($"run {run} of {options.Runs}", contender, one);
            }
        }
        return new FigureResult(
            figure,
            [.. contenders.Select(contender => (contender.Server.Name, Measurement.Median(runs[contender])))]
        );
    }

    /// <summary>As long as compiling and caching still make it faster: on a busy machine that takes its time.</summary>
    private async Task WarmUpAsync(Contender contender, CancellationToken token)
    {
        var before = double.MaxValue;
        for (var period = 1; period <= options.MostWarmUps; period++)
        {
            var one = await MeasureAsync(contender, token);
            Say("warm-up", contender, one);
            if (one.Cpu > before * Settled)
                break;
            before = one.Cpu;
        }
    }

    private async Task<Measurement> MeasureAsync(Contender contender, CancellationToken token)
    {
        var server = contender.Server;
        var before = server.Cpu + database.Cpu;
        var load = await Wrk.RunAsync(server.Address, contender.Requests, figure.Connections, options.RunTime, token);
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
            $"{figure.Name}: {what}  {contender.Server.Name, -12} {one.Cpu, 7:N0} µs CPU  "
                + $"{one.RequestsPerSecond, 7:N0} requests/s  p50 {one.P50 / 1000:N2} ms  p99 {one.P99 / 1000:N2} ms"
        );
}
