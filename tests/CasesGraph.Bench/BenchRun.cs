using System.Text.Json;
using CasesGraph.Bench.Ceiling;
using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Figures;
using CasesGraph.Bench.Peer;
using CasesGraph.Bench.Report;
using CasesGraph.Bench.Running;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench;

/// <summary>Measures each figure: fresh servers, equal answers, a warm-up, then runs by turns, so that noise hits all.</summary>
internal sealed class BenchRun(BenchOptions options, BenchDatabase database)
{
    private const int Seed = 20260101;
    private const int RequestsInFile = 5000;

    /// <summary>So many that each changes something: it is some time before a case is written to again.</summary>
    private const int RewritesInFile = 100_000;

    public async Task RunAsync(CancellationToken token)
    {
        var seeded = await database.EnsureAsync(token);
        var results = new List<FigureResult>();
        foreach (var figure in options.Figures)
        {
            Progress.Say($"{figure.Name}: {figure.Work}");
            results.Add(await RunAsync(figure, seeded, token));
        }
        var start = await StartTime.MeasureAsync(database, seeded, token);
        var massUpdate = options.MassUpdate
            ? await new MassUpdateTime(options, database).RunAsync(token)
            : ((BulkMeasurement, BulkMeasurement)?)null;
        var crowd = options.Crowd ? await new CrowdLatency(options, database).RunAsync(token) : "";
        var texts = options.Texts ? await new TextCost(options, database).RunAsync(token) : "";
        var byTeams = options.ByTeams ? await new TeamLists(options, database).RunAsync(token) : "";
        var imports = options.Imports ? await new ImportTime(options, database).RunAsync(token) : "";
        var exports = options.Exports ? await new ExportTime(database).RunAsync(token) : "";
        var others = crowd + texts + byTeams + imports + exports;
        await new ResultFiles(options, results, start, massUpdate, others).WriteAsync(token);
    }

    private async Task<FigureResult> RunAsync(Figure figure, string seeded, CancellationToken token)
    {
        var productRows = await RowsForAsync(FigureResult.Product);
        await using var product = await database.StartProductAsync(FigureResult.Product, productRows, token);
        var samples = await Sampling.TakeAsync(product.Client, options.Cases, figure, token);
        var requests = new FigureRequests(figure, samples, new Random(Seed));
        var texts = CacheFile(figure, "texts.json");
        await File.WriteAllTextAsync(texts, JsonSerializer.Serialize(requests.Texts), token);
        var ceilingRows = await RowsForAsync(FigureResult.Ceiling);
        await using var ceiling = await CeilingServer.StartAsync(
            FigureResult.Ceiling,
            [figure.Name, texts, database.Provider, ceilingRows],
            token
        );
        await using var peers = await PeerServers.StartAsync(database, figure, options.Peer, seeded, token);

        var compared = await CompareAsync(requests, product, ceiling, peers, token);
        if (figure.Writes)
        {
            await WrittenRows.CompareAsync(database, productRows, ceilingRows, compared, token);
            await peers.CompareWrittenAsync(database, productRows, compared, token);
        }
        Progress.Say($"{figure.Name}: {compared} answers are the same");

        var points = await Points.AverageAsync(product, requests, token);
        var measured = requests.Draw(figure.Rewrites ? RewritesInFile : RequestsInFile).ToList();
        var bodies = CacheFile(figure, "requests");
        await File.WriteAllLinesAsync(bodies, measured.Select(of => of.Text.Body(of.Values)), token);
        var contenders = await peers.ContendersAsync(measured, name => CacheFile(figure, name), token);
        var result = await new Measuring(options, database, figure).RunAsync(
            [new(product, bodies), new(ceiling, bodies), .. contenders],
            token
        );
        return result with { Points = points };

        Task<string> RowsForAsync(string name) =>
            figure.Writes ? database.CopyAsync(name, token) : Task.FromResult(seeded);
    }

    private async Task<int> CompareAsync(
        FigureRequests requests,
        BenchServer product,
        BenchServer ceiling,
        PeerServers peers,
        CancellationToken token
    )
    {
        var compared = 0;
        foreach (var (text, values) in requests.Draw(requests.Texts.Count * options.ComparedPerText))
        {
            var answer = await Comparison.CompareAsync(product, ceiling, text.Body(values), token);
            await peers.CompareAsync(text, values, answer, token);
            compared++;
        }
        return compared;
    }

    private string CacheFile(Figure figure, string name) => Path.Join(options.Cache, $"{figure.Name}.{name}");
}
