using System.Text.Json.Nodes;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Figures;

internal sealed record CaseList(string Name, string Work) : Figure(Name, Work)
{
    /// <summary>With names of related objects, and counted.</summary>
    public bool Related { get; init; }

    /// <summary>Far from the beginning.</summary>
    public bool Deep { get; init; }

    public override bool NeedsCursors => Deep;

    public override bool OnPostgres => !Deep;

    public override IReadOnlyDictionary<string, JsonNode> Values(Random random, Samples samples)
    {
        var filter = samples.Filter(random, Deep);
        var values = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["status"] = filter.Status,
            ["priority"] = filter.Priority,
            ["first"] = 50,
        };
        if (Deep)
            values.Add("after", samples.Cursor(random, filter));
        return values;
    }

    protected override RequestText Draw(TextDraft draft)
    {
        SelectedField[] fields =
        [
            .. draft.Fields("id", "number", "subject", "status", "priority"),
            .. draft.Fields("type", "state", "source", "createdAt", "updatedAt"),
        ];
        SelectedField[] parts = Related
            ?
            [
                draft.Field(
                    "nodes",
                    [
                        .. fields,
                        draft.Field("account", draft.Field("name")),
                        draft.Field("assignedTo", draft.Field("fullName")),
                    ]
                ),
                draft.Field("totalCount"),
            ]
            : [draft.Field("nodes", fields)];
        return draft.Text(
            "query",
            draft.Field("cases", parts),
            ("cases", Deep ? draft.LaterPage() : draft.FirstPage())
        );
    }
}
