using System.Globalization;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

internal sealed record CaseById() : Figure("q1", "caseById, 8 fields")
{
    public override IReadOnlyDictionary<string, JsonNode> Values(Random random, Samples samples) =>
        new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["id"] = random.Next(1, samples.Cases + 1).ToString(CultureInfo.InvariantCulture),
        };

    protected override RequestText Draw(TextDraft draft)
    {
        var root = draft.Field(
            "caseById",
            draft.Fields("id", "number", "subject", "status", "priority", "type", "createdAt", "updatedAt")
        );
        return draft.Text("query", root, ("caseById", $"(id: {draft.Value("id", "ID!")})"));
    }
}
