using System.Globalization;
using System.Text.Json;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>
/// t1: the CPU time of one small list by how much of its text is known: all of it, what it reads and under which names,
/// or only what it reads.
/// </summary>
internal sealed class TextCost(BenchOptions options, BenchDatabase database)
{
    private const int RequestsInTurn = 100;
    private const int WarmUps = 5;

    private static readonly string[] Fields =
    [
        "number",
        "subject",
        "status",
        "priority",
        "type",
        "state",
        "source",
        "createdAt",
        "updatedAt",
        "closedAt",
    ];

    private static readonly (string Name, Func<int, string> Text)[] Kinds =
    [
        ("a known text", _ => Text("Known", "", Fields)),
        ("a new text", at => Text($"New{at}", "", Fields)),
        ("new aliases", at => Text("Aliases", $"_{at}", Fields)),
        ("a new order of fields", at => Text("Order", "", Shuffled(at))),
    ];

    /// <summary>A line of all kinds, measured in turns.</summary>
    public async Task<string> RunAsync(CancellationToken token)
    {
        var rows = await database.EnsureAsync(token);
        await using var server = await database.StartProductAsync("t1", rows, token);
        var times = new TimeSpan[Kinds.Length];
        var turns = options.Quick ? 5 : 20;
        var next = 0;
        for (var turn = -WarmUps; turn < turns; turn++)
        {
            foreach (var (kind, (_, text)) in Kinds.Index())
            {
                var before = server.Cpu;
                for (var request = 0; request < RequestsInTurn; request++)
                    await Comparison.AnswerAsync(server, Body(text(next++)), token);
                if (turn >= 0)
                    times[kind] += server.Cpu - before;
            }
        }
        var figures = Kinds.Zip(
            times,
            (kind, time) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind.Name} {time.TotalMilliseconds / (turns * RequestsInTurn):N2}"
                )
        );
        return $"t1, CPU milliseconds of a small list by what is known of its text: {string.Join(", ", figures)}.\n";
    }

    private static string[] Shuffled(int at)
    {
        string[] fields = [.. Fields];
        new Random(at).Shuffle(fields);
        return fields;
    }

    private static string Text(string name, string suffix, string[] fields) =>
        $$"""
            query {{name}} { cases{{suffix}}: cases(first: 3, order: [{ updatedAt: DESC }]) { nodes {
            {{string.Join(' ', fields.Select(field => $"{field}{suffix}: {field}"))}}
            account{{suffix}}: account { name } contacts(first: 2) { nodes { contact{{suffix}}: fullName } } } } }
            """;

    private static string Body(string query) => JsonSerializer.Serialize(new { query });
}
