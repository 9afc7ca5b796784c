using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Export;

/// <summary>Lists of cases as a caller reads them, to be compared with what files have of them.</summary>
internal static class ToldLists
{
    public static IReadOnlyList<(string Name, string Items)> All { get; } =
    [
        (
            "updates",
            "nodes { id text direction internal externalReference sentAt createdAt author { ... on User { id userName } ... on Contact { id email } } }"
        ),
        ("contacts", "edges { role node { id fullName email externalReference } }"),
        ("bugs", "edges { node { number id externalReference } }"),
        ("attachments", "nodes { id fileName size sha256 internal caseUpdate { id } createdAt }"),
        ("changes", "nodes { id kind version occurredAt changeSet { id } fields { label beforeText afterText } }"),
    ];

    /// <summary>The lists of all cases as a caller reads them, page by page; links without their nodes around them.</summary>
    public static async Task<Dictionary<(long Number, string List), JsonElement>> OfAsync(HttpClient client, int cases)
    {
        var told = new Dictionary<(long, string), JsonElement>();
        for (var number = 1L; number <= cases; number++)
        {
            var page = string.Join(' ', All.Select(list => $"{list.Name}(first: 100) {Page(list.Items)}"));
            var found = (await client.AskAsync($$"""{ caseById(id: {{number}}) { {{page}} } }""")).GetProperty(
                "caseById"
            );
            foreach (var (name, items) in All)
            {
                var list = found.GetProperty(name);
                var all = new List<JsonElement>(Items(list));
                while (
                    list.ValueKind is JsonValueKind.Object
                    && list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                )
                {
                    var after = list.GetProperty("pageInfo").GetProperty("endCursor").GetString();
                    list = (
                        await client.AskAsync(
                            $$"""{ caseById(id: {{number}}) { {{name}}(first: 100, after: "{{after}}") {{Page(items)}} } }"""
                        )
                    )
                        .GetProperty("caseById")
                        .GetProperty(name);
                    all.AddRange(Items(list));
                }
                told[(number, name)] =
                    list.ValueKind is JsonValueKind.Null ? list : JsonSerializer.SerializeToElement(all);
            }
        }
        return told;

        static string Page(string items) => $$"""{ pageInfo { hasNextPage endCursor } {{items}} }""";
    }

    private static IEnumerable<JsonElement> Items(JsonElement list) =>
        list.ValueKind is JsonValueKind.Null ? []
        : list.TryGetProperty("nodes", out var nodes) ? nodes.EnumerateArray()
        : list.GetProperty("edges").EnumerateArray().Select(Flat);

    private static JsonElement Flat(JsonElement edge) =>
        JsonSerializer.SerializeToElement(
            edge.EnumerateObject()
                .Where(one => one.Name is not "node")
                .Concat(edge.GetProperty("node").EnumerateObject())
                .ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
        );

    /// <summary>All that is expected stands there, of nothing nothing.</summary>
    public static void Same(JsonElement expected, JsonElement actual, string place)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when !expected.EnumerateObject().Any():
                Assert.True(actual.ValueKind is JsonValueKind.Null, place);
                break;
            case JsonValueKind.Object:
                foreach (var one in expected.EnumerateObject())
                    Same(one.Value, actual.GetProperty(one.Name), $"{place}.{one.Name}");
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), place);
                foreach (var (index, one) in expected.EnumerateArray().Index())
                    Same(one, actual[index], $"{place}.{index}");
                break;
            default:
                Assert.True(expected.ToString().Equals(actual.ToString(), StringComparison.Ordinal), place);
                break;
        }
    }
}
