using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>What messages of a file do to cases that are there: nothing, or what the same do by addCaseUpdate.</summary>
public sealed class MessageEffectsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Statuses = ["CLOSED", "REJECTED", "PENDING_INPUT", "ASSIGNED", "NEW", "DUPLICATE"];
    private static readonly string[] Directions = ["INCOMING", "OUTGOING", "NOTE"];

    private const string Told =
        "status closedAt reopenedCount waitingSince firstResponseAt lastMessageDirection messageCount version";

    [Theory]
    [InlineData("CASES")]
    [InlineData("CASE_UPDATES")]
    public async Task Normal_effects_are_those_of_the_mutation_and_silent_ones_none(string records)
    {
        var client = server.Client;
        var contact = (
            await client.WriteAsync(
                "createContact",
                $"lastName: \"{records}\", email: \"{records}@x.example\"",
                "contact { id }"
            )
        )
            .GetProperty("contact")
            .GetProperty("id")
            .GetString()!;
        List<(string Status, string Direction)> all =
        [
            .. from status in Statuses from direction in Directions select (status, direction),
        ];
        var byHand = await CasesAsync("hand", all);
        var normal = await CasesAsync("normal", all);
        var silent = await CasesAsync("silent", all);
        var before = await ToldAsync(silent);

        foreach (var ((_, direction), number) in all.Zip(byHand))
            await client.WriteAsync(
                "addCaseUpdate",
                $"caseId: {number}, text: \"Any\", internal: {(direction is "NOTE" ? "true" : "false")}"
                    + (direction is "INCOMING" ? $", fromContactId: \"{contact}\"" : ""),
                "caseUpdate { id }"
            );
        await BringAsync(records, normal, all, "NORMAL");
        await BringAsync(records, silent, all, "SILENT");

        // Times of the writes differ, whether there are any does not.
        Assert.Equal(Shape(await ToldAsync(byHand)), Shape(await ToldAsync(normal)));
        Assert.Equal(
            before.Select(one => one.GetProperty("status").GetString()),
            (await ToldAsync(silent)).Select(one => one.GetProperty("status").GetString()),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_row_that_closes_the_case_that_its_message_opens_leaves_it_closed_and_none_follows_it_up()
    {
        var client = server.Client;
        const string closed = """
            "subject":"Old","status":"CLOSED","createdAt":"2020-01-01T00:00:00Z","closedAt":"2020-02-01T00:00:00Z"}
            """;
        await client.RunImportAsync(
            "a.jsonl",
            $$"""{"externalReference":"E-1",{{closed}}""" + "\n" + $$"""{"externalReference":"E-2",{{closed}}""" + "\n"
        );
        const string message = """[{"direction":"INCOMING","text":"Once more","at":"2025-01-01T00:00:00Z"}]""";

        // By the mutation it would open another case, so long after the closing; the row names this one.
        var job = await client.RunImportAsync(
            "a.jsonl",
            $$"""{"externalReference":"E-1","status":"CLOSED","updates":{{message}}}"""
                + "\n"
                + $$"""{"externalReference":"E-2","updates":{{message}}}"""
                + "\n",
            input =>
            {
                (input["mode"], input["matchBy"]) = ("UPDATE", "EXTERNAL_REFERENCE");
                (input["effects"], input["keepTimes"]) = ("NORMAL", true);
            }
        );

        Assert.Equal("SUCCEEDED 0 2 0 0 0 0", RunWorld.Counts(job));
        var told = await client.AskAsync(
            """{ cases(where: { externalReference: { in: ["E-1", "E-2"] } }, order: [{ externalReference: ASC }]) { nodes { status reopenedCount messageCount } } }"""
        );
        Assert.Equal(
            """[{"status":"CLOSED","reopenedCount":0,"messageCount":1},{"status":"NEW","reopenedCount":1,"messageCount":1}]""",
            told.GetProperty("cases").GetProperty("nodes").GetRawText()
        );
        var followed = await client.AskAsync("""{ cases(where: { subject: { eq: "Old" } }) { totalCount } }""");
        Assert.Equal(2, followed.GetProperty("cases").GetProperty("totalCount").GetInt32());
    }

    private async Task<IReadOnlyList<long>> CasesAsync(string name, List<(string Status, string Direction)> of)
    {
        var numbers = new List<long>();
        foreach (var (status, _) in of)
            numbers.Add(
                (
                    await server.Client.WriteAsync(
                        "createCase",
                        $"subject: \"{name}\", status: {status}",
                        "case { number }"
                    )
                )
                    .GetProperty("case")
                    .GetProperty("number")
                    .GetInt64()
            );
        return numbers;
    }

    private async Task BringAsync(
        string records,
        IReadOnlyList<long> numbers,
        List<(string Status, string Direction)> of,
        string effects
    )
    {
        var lines = of.Zip(numbers)
            .Select(one =>
            {
                var author = one.First.Direction is "INCOMING" ? $"{records}@x.example" : null;
                var message = new JsonObject
                {
                    ["direction"] = one.First.Direction,
                    ["text"] = "Any",
                    ["author"] = author,
                };
                if (records is "CASES")
                    return new JsonObject { ["number"] = one.Second, ["updates"] = new JsonArray(message) };
                message["case"] = new JsonObject { ["number"] = one.Second };
                return message;
            })
            .Select(line => line.ToJsonString() + "\n");
        var job = await server.Client.RunImportAsync(
            "a.jsonl",
            Encoding.UTF8.GetBytes(string.Concat(lines)),
            input =>
            {
                if (records is "CASES")
                    (input["mode"], input["matchBy"]) = ("UPDATE", "NUMBER");
                (input["effects"], input["keepTimes"]) = (effects, true);
            },
            records
        );
        Assert.True(RunWorld.Rows(job).Count == 0, job.GetRawText());
    }

    private async Task<IReadOnlyList<JsonElement>> ToldAsync(IReadOnlyList<long> numbers)
    {
        var asked = string.Join(
            ' ',
            numbers.Select(number => $$"""c{{number}}: caseById(id: {{number}}) { {{Told}} }""")
        );
        return [.. (await server.Client.AskAsync($"{{ {asked} }}")).EnumerateObject().Select(one => one.Value)];
    }

    private static string Shape(IReadOnlyList<JsonElement> cases) =>
        string.Join(
            '\n',
            cases.Select(one =>
                string.Join(
                    ' ',
                    one.EnumerateObject()
                        .Select(field =>
                            field.Name.EndsWith("At", StringComparison.Ordinal) || field.Name is "waitingSince"
                                ? $"{field.Name} {field.Value.ValueKind is not JsonValueKind.Null}"
                                : $"{field.Name} {field.Value}"
                        )
                )
            )
        );
}
