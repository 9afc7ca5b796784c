using System.Text.Json;
using CasesGraph.Bench.Ceiling;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Report;
using CasesGraph.Bench.Running;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench;

/// <summary>Measures each figure: fresh servers, equal answers, a warm-up, then runs by turns, so that noise hits all.</summary>
internal sealed class BenchRun(BenchOptions options)
{
    private const int Seed = 20260101;
    private const int RequestsInFile = 5000;

    private readonly SeededData data = new(options);

    public async Task RunAsync(CancellationToken token)
    {
        var file = await data.EnsureAsync(token);
        var results = new List<FigureResult>();
        foreach (var figure in options.Figures)
        {
            var (productFile, ceilingFile) = figure.Writes
                ? (data.Copy("product"), data.Copy("ceiling"))
                : (file, file);
            results.Add(await RunAsync(figure, productFile, ceilingFile, token));
        }
        await new ResultFiles(options, results).WriteAsync(token);
    }

    private async Task<FigureResult> RunAsync(
        Figure figure,
        string productFile,
        string ceilingFile,
        CancellationToken token
    )
    {
        Progress.Say($"{figure.Name}: {figure.Work}");
        await using var product = await StartProductAsync(productFile, token);
        var samples = await Sampling.TakeAsync(product.Client, options.Cases, figure.NeedsCursors, token);
        var random = new Random(Seed);
        var texts = figure.DrawTexts(random, samples);
        var textsFile = Path.Join(options.Cache, $"{figure.Name}.texts.json");
        await File.WriteAllTextAsync(textsFile, JsonSerializer.Serialize(texts), token);
        await using var ceiling = await StartCeilingAsync(figure, textsFile, ceilingFile, token);

        var compared = 0;
        foreach (var text in Enumerable.Repeat(texts, options.ComparedPerText).SelectMany(all => all))
        {
            await Comparison.CompareAsync(product, ceiling, text.Body(figure.Values(random, samples)), token);
            compared++;
        }
        if (figure.Writes)
            WrittenRows.Compare(productFile, ceilingFile, compared);
        Progress.Say($"{figure.Name}: {compared} answers are the same, byte for byte");

        var requests = Path.Join(options.Cache, $"{figure.Name}.requests");
        var bodies = Enumerable.Range(0, RequestsInFile).Select(i => texts[i % texts.Count]);
        await File.WriteAllLinesAsync(
            requests,
            bodies.Select(text => text.Body(figure.Values(random, samples))),
            token
        );
        var written = figure.Writes ? WrittenRows.Cases(productFile) : 0;
        var result = await MeasureAsync(figure, requests, [product, ceiling], token);
        if (figure.Writes)
            Progress.Say($"{figure.Name}: the product wrote {WrittenRows.Cases(productFile) - written:N0} cases");
        return result;
    }

    private async Task<FigureResult> MeasureAsync(
        Figure figure,
        string requests,
        IReadOnlyList<BenchServer> servers,
        CancellationToken token
    )
    {
        foreach (var server in servers)
            await Measurement.TakeAsync(server, requests, figure.Connections, options.WarmUp, token);
        var runs = servers.ToDictionary(server => server.Name, _ => new List<Measurement>(), StringComparer.Ordinal);
        for (var run = 1; run <= options.Runs; run++)
        {
            foreach (var server in servers)
            {
                var one = await Measurement.TakeAsync(server, requests, figure.Connections, options.RunTime, token);
                runs[server.Name].Add(one);
                Progress.Say(
                    $"{figure.Name}: run {run} of {options.Runs}  {server.Name, -8} {one.Cpu, 7:N0} µs CPU  "
                        + $"{one.RequestsPerSecond, 7:N0} requests/s  p50 {one.P50 / 1000:N2} ms  p99 {one.P99 / 1000:N2} ms"
                );
            }
        }
        return new FigureResult(
            figure,
            [.. servers.Select(server => (server.Name, Measurement.Median(runs[server.Name])))]
        );
    }

    private Task<BenchServer> StartProductAsync(string file, CancellationToken token) =>
        BenchServer.StartAsync(
            FigureResult.Product,
            "CasesGraph is ready: ",
            ["dotnet", Path.Join(options.Server, "CasesGraph.Server.dll")],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Access__Anonymous"] = "Administrator",
                ["ConnectionStrings__Cases"] = $"Data Source={file}",
            },
            token
        );

    private static Task<BenchServer> StartCeilingAsync(
        Figure figure,
        string texts,
        string file,
        CancellationToken token
    ) =>
        BenchServer.StartAsync(
            FigureResult.Ceiling,
            CeilingServer.ReadyLine,
            [
                "dotnet",
                typeof(BenchRun).Assembly.Location,
                "ceiling",
                figure.Name,
                texts,
                $"Data Source={file};Pooling=False",
            ],
            new Dictionary<string, string>(StringComparer.Ordinal),
            token
        );
}
