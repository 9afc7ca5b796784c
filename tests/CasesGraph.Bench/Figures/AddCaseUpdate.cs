using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

/// <summary>Messages to customers, each durable when it is answered.</summary>
internal sealed record AddCaseUpdate() : Figure("m4", "addCaseUpdate, a message, durable, 64 connections")
{
    public override int Connections => 64;

    public override bool Writes => true;

    public override bool Rewrites => true;

    public override IReadOnlyDictionary<string, JsonNode> Values(Random random, Samples samples) =>
        new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["caseId"] = samples.InUse(random),
            ["text"] = Samples.OneOf(random, samples.Descriptions),
        };

    protected override RequestText Draw(TextDraft draft)
    {
        var input = draft.Input("AddCaseUpdateInput!", ("caseId", "ID!"), ("text", "String!"));
        var root = draft.Field(
            "addCaseUpdate",
            draft.Field("caseUpdate", draft.Fields("id", "direction")),
            draft.Field("case", draft.Fields("id", "version")),
            draft.Field("changeSet", draft.Field("id")),
            draft.Field("errors", draft.Field("__typename"))
        );
        return draft.Text("mutation", root, ("addCaseUpdate", $"(input: {input})"));
    }
}
