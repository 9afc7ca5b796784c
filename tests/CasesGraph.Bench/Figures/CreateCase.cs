using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

/// <summary>Cases are created, each durable when it is answered.</summary>
/// <param name="Writers">How many at once; one writes in groups of one.</param>
internal sealed record CreateCase(string Name, string Work, int Writers) : Figure(Name, Work)
{
    private static readonly (string Name, string Type)[] Inputs =
    [
        ("subject", "String!"),
        ("description", "String"),
        ("priority", "CasePriority"),
        ("type", "CaseType"),
        ("accountId", "ID"),
        ("assignedToId", "ID"),
    ];

    public override int Connections => Writers;

    public override bool OnPostgres => Writers > 1;

    public override bool Writes => true;

    public override IReadOnlyDictionary<string, JsonNode> Values(Random random, Samples samples) =>
        new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["subject"] = Samples.OneOf(random, samples.Subjects),
            ["description"] = Samples.OneOf(random, samples.Descriptions),
            ["priority"] = Samples.OneOf(random, Samples.Priorities),
            ["type"] = Samples.OneOf(random, Samples.Types),
            ["accountId"] = Samples.OneOf(random, samples.Accounts),
            ["assignedToId"] = Samples.OneOf(random, samples.Users),
        };

    protected override RequestText Draw(TextDraft draft)
    {
        var input = draft.Input("CreateCaseInput!", Inputs);
        var root = draft.Field(
            "createCase",
            draft.Field("case", draft.Fields("id", "number", "status", "version")),
            draft.Field("changeSet", draft.Field("id")),
            draft.Field("errors", draft.Field("__typename"))
        );
        return draft.Text("mutation", root, ("createCase", $"(input: {input})"));
    }
}
