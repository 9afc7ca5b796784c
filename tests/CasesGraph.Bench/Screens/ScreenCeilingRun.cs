using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Ceiling;
using CasesGraph.Bench.Databases;
using CasesGraph.Bench.Running;

namespace CasesGraph.Bench.Screens;

/// <summary>Measures the statements by hand, once they have given the same cases or the same count as the product.</summary>
internal sealed class ScreenCeilingRun(BenchOptions options, BenchDatabase database)
{
    /// <summary>CPU milliseconds of each.</summary>
    /// <param name="values">Of all variables.</param>
    /// <param name="product">The product's answer.</param>
    public async Task<IReadOnlyDictionary<Screen, double>> RunAsync(
        string rows,
        JsonObject values,
        Func<Screen, Task<JsonNode>> product,
        CancellationToken token
    )
    {
        var screens = Screen.All.Where(screen => ScreenCeilings.All.ContainsKey(screen.Title)).ToList();
        var texts = Path.Join(options.Cache, "screens.texts.json");
        await File.WriteAllTextAsync(texts, JsonSerializer.Serialize(screens.Select(ScreenCeilings.Text)), token);
        await using var server = await CeilingServer.StartAsync(
            "ceiling",
            [ScreenCeilings.Figure, texts, database.Provider, rows],
            token
        );
        var measured = new Dictionary<Screen, double>();
        foreach (var screen in screens)
        {
            Progress.Say($"{options.Cases:N0}, by hand, {screen.Title}");
            var body = ScreenRun.Body(screen.Document, values);
            var answer = JsonNode.Parse(await Comparison.AnswerAsync(server, body, token))!;
            Compare(screen, Told(await product(screen)), [.. answer["data"]!["rows"]!.AsArray().Select(FirstColumn)]);
            var (cpu, _, _) = await ScreenTurn.MeasureAsync(
                () => Comparison.AnswerAsync(server, body, token),
                () => server.Cpu + database.Cpu
            );
            measured[screen] = cpu;
        }
        return measured;
    }

    private static void Compare(Screen screen, IReadOnlyList<long> product, IReadOnlyList<long> byHand)
    {
        if (!product.SequenceEqual(byHand))
            throw new BenchStoppedException(
                $"{screen.Title}: {string.Join(' ', product)} is not {string.Join(' ', byHand)}"
            );
    }

    private static long FirstColumn(JsonNode? row) => row!.AsObject().First().Value!.GetValue<long>();

    /// <summary>The numbers of the cases, or the count where nothing else is told.</summary>
    private static IReadOnlyList<long> Told(JsonNode answer)
    {
        var root = answer["data"]!.AsObject().First().Value!.AsObject();
        return root["nodes"] is JsonArray nodes
            ? [.. nodes.Select(node => node!["number"]!.GetValue<long>())]
            : [(root["totalCount"] ?? root["number"])!.GetValue<long>()];
    }
}
