using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

/// <summary>Cases get another assignee and priority, each durable when it is answered.</summary>
internal sealed record UpdateCase() : Figure("m3", "updateCase of assignee and priority, durable, 64 connections")
{
    public override int Connections => 64;

    public override bool Writes => true;

    public override bool Rewrites => true;

    public override IReadOnlyDictionary<string, JsonNode> Values(Random random, Samples samples) =>
        new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["id"] = samples.InUse(random),
            ["priority"] = Samples.OneOf(random, Samples.Priorities),
            ["assignedToId"] = Samples.OneOf(random, samples.Users),
        };

    protected override RequestText Draw(TextDraft draft)
    {
        var input = draft.Input(
            "UpdateCaseInput!",
            ("id", "ID!"),
            ("priority", "CasePriority"),
            ("assignedToId", "ID")
        );
        var root = draft.Field(
            "updateCase",
            draft.Field("case", draft.Fields("id", "number", "status", "priority", "version")),
            draft.Field("changeSet", draft.Field("id")),
            draft.Field("errors", draft.Field("__typename"))
        );
        return draft.Text("mutation", root, ("updateCase", $"(input: {input})"));
    }
}
