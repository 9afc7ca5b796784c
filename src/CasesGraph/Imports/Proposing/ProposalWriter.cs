using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Imports.Analyzing;
using CasesGraph.Imports.Starting;

namespace CasesGraph.Imports.Proposing;

/// <summary>What of a file would be brought where, as the input of an import: for each field the column that says it best.</summary>
internal sealed class ProposalWriter(TargetFields targets, TableScan scan, MappedProposals? mapped)
{
    /// <summary>Without the id of the import, which whoever reads it adds.</summary>
    public JsonObject Write(IReadOnlyList<ImportColumn> columns)
    {
        var chosen = Chosen(columns);
        var proposal = new JsonObject
        {
            ["mode"] = scan.IsOwnExport ? "UPSERT" : "CREATE",
            ["fields"] = new JsonArray([
                .. (mapped?.Fields ?? []).Select(field =>
                    JsonSerializer.SerializeToNode(field, ImportJson.WithoutNulls)
                ),
                .. chosen
                    .Where(one => mapped?.Brings(one.Field.Name) is not true)
                    .Select(one => Field(one.Field, one.Columns)),
            ]),
        };
        if (scan.IsOwnExport)
            proposal["matchBy"] = targets.Entity.HasNumber ? "NUMBER" : "ID";
        if (chosen.Any(one => one.Field.IsHistory))
            proposal["keepTimes"] = true;
        if (scan.LastRow is { } last)
            proposal["rows"] = new JsonObject { ["to"] = last };
        return proposal;
    }

    /// <summary>Fields that a new record has to have, and no column brings.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<ImportColumn> columns)
    {
        var brought = Chosen(columns)
            .Select(one => one.Field.Name)
            .Concat((mapped?.Fields ?? []).Select(field => field.Field))
            .Select(Owner)
            .ToList();
        return
        [
            .. targets
                .All.Where(field => field.IsRequired && !brought.Contains(Owner(field.Name), StringComparer.Ordinal))
                .Select(field => field.Name),
        ];
    }

    /// <summary>What a name with dots is a part of.</summary>
    private static string Owner(string name) => name.Split('.')[0];

    private List<(TargetField Field, IReadOnlyList<ImportColumn> Columns)> Chosen(IReadOnlyList<ImportColumn> columns)
    {
        List<(TargetField Field, IReadOnlyList<ImportColumn> Columns)> chosen =
        [
            .. columns
                .Where(column => column.Proposals.Count > 0)
                .GroupBy(column => column.Proposals[0].Field, StringComparer.Ordinal)
                .Select(rivals => (Field: targets.Find(rivals.Key)!, Columns: Taken(rivals)))
                .Where(one => Importable.Is(one.Field, targets)),
        ];
        // All files of this service have it: by itself it is no past that somebody means to keep.
        if (scan.IsOwnExport && chosen.TrueForAll(one => !one.Field.IsHistory || one.Field.Name is "updatedAt"))
            chosen.RemoveAll(one => one.Field.IsHistory);
        return chosen;
    }

    private IReadOnlyList<ImportColumn> Taken(IGrouping<string, ImportColumn> rivals) =>
        targets.Find(rivals.Key)!.IsList
            ? [.. rivals]
            : [rivals.OrderByDescending(column => column.Proposals[0].Certain).First()];

    private static JsonObject Field(TargetField field, IReadOnlyList<ImportColumn> columns)
    {
        var written = new JsonObject
        {
            ["field"] = field.Name,
            ["from"] =
                columns.Count == 1
                    ? new JsonObject { ["column"] = columns[0].Index }
                    : new JsonObject
                    {
                        ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)column.Index)]),
                    },
        };
        var values = columns[0].Values.Where(value => value is { Target: not null, Certain: true });
        if (field.ValueType is not null)
            written["values"] = new JsonArray([
                .. values.Select(value => new JsonObject { ["value"] = value.Value, ["to"] = value.Target }),
            ]);
        if (field.IsTime && columns[0].DateFormats is [var only, ..] && !IsDoubted(columns[0]))
            written["dateFormat"] = only.Format;
        return written;
    }

    private static bool IsDoubted(ImportColumn column) =>
        column.DateFormats is [var first, var second, ..] && first.Fits == second.Fits;
}
