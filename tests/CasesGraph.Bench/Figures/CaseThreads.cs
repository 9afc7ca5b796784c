using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

internal sealed record CaseThreads() : Figure("q4", "20 cases with their last 3 updates and their contacts")
{
    public override bool OnPostgres => false;

    public override IReadOnlyDictionary<string, JsonNode> Values(Random random, Samples samples)
    {
        var filter = samples.Filter(random, deep: false);
        return new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["status"] = filter.Status,
            ["priority"] = filter.Priority,
            ["first"] = 20,
            ["last"] = 3,
        };
    }

    protected override RequestText Draw(TextDraft draft)
    {
        var updates = draft.Field("nodes", draft.Fields("text", "direction", "createdAt"));
        var contact = draft.Field("node", draft.Fields("id", "fullName", "email"));
        var contacts = draft.Field("edges", [draft.Field("role"), contact]);
        var cases = draft.Field(
            "nodes",
            [
                .. draft.Fields("number", "subject", "status", "updatedAt"),
                draft.Field("updates", updates),
                draft.Field("contacts", contacts),
            ]
        );
        return draft.Text(
            "query",
            draft.Field("cases", cases),
            ("cases", draft.FirstPage()),
            ("updates", $"(last: {draft.Value("last", "Int!")})")
        );
    }
}
