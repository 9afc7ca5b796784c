using System.Text.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Running;

/// <summary>Requests as dear as the product allows, each in its own way.</summary>
internal static class Dearest
{
    private const int MostRootFields = 50;

    /// <summary>As dear as a request may be that counts as cheap.</summary>
    private const int LowPrice = 500;

    /// <summary>Rows that multiply, and long texts.</summary>
    private static readonly string[] Large =
    [
        "{ users(first: 100) { nodes { assignedCases(first: 100) { nodes { number assignedTo { assignedCases(first: 18) { nodes { number subject } } } } } } } }",
        "{ accounts(first: 100) { nodes { cases(first: 50) { nodes { number description updates(first: 25) { nodes { text } } } } } } }",
    ];

    /// <summary>Whole tables: as often as a request may ask for them.</summary>
    private static readonly string[] Repeated =
    [
        """cases(first: 100, where: { description: { icontains: "no such text VALUE" } }) { nodes { number } }""",
        """cases(first: 100, search: "a VALUE") { nodes { number } totalCount }""",
        """cases(first: 0, where: { subject: { neq: "VALUE" } }) { totalCount }""",
        """cases(first: 1, where: { subject: { neq: "VALUE" } }, order: [{ closedAt: ASC }]) { nodes { number } }""",
        """caseGroups(by: [{ field: ACCOUNT }, { field: CREATED_AT, interval: DAY, timeZone: "Europe/Berlin" }], where: { subject: { neq: "VALUE" } }) { groups { count } }""",
        """duplicateCaseGroups(first: 1, where: { subject: { neq: "VALUE" } }) { totalCount }""",
    ];

    public static async Task<IReadOnlyList<string>> BodiesAsync(BenchServer product, CancellationToken token)
    {
        var bodies = new List<string>(Large.Select(Body));
        foreach (var field in Repeated)
        {
            var (one, most) = await CostAsync(product, Of(field, 1), token);
            bodies.Add(Of(field, (int)Math.Min(MostRootFields, most / one)));
            // What tells little of what it takes.
            bodies.Add(Of(field, (int)Math.Clamp(LowPrice / one, 1, MostRootFields)));
        }
        return bodies;
    }

    private static async Task<(long Requested, long Maximum)> CostAsync(
        BenchServer product,
        string body,
        CancellationToken token
    )
    {
        var judged = JsonNode.Parse(body)!;
        judged["extensions"] = new JsonObject { ["cost"] = "validate" };
        var answer = JsonNode.Parse(await Comparison.AnswerAsync(product, judged.ToJsonString(), token));
        var cost = answer!["extensions"]!["cost"]!;
        return (cost["requested"]!.GetValue<long>(), cost["maximum"]!.GetValue<long>());
    }

    private static string Of(string field, int count) =>
        Body(
            $"{{ {string.Join(' ', Enumerable.Range(0, count).Select(at => $"f{at}: {field.Replace("VALUE", $"{at}", StringComparison.Ordinal)}"))} }}"
        );

    private static string Body(string query) => JsonSerializer.Serialize(new { query });
}
