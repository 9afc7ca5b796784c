using System.Buffers;
using System.Text.Json;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;
using CasesGraph.Serving;

namespace CasesGraph.Imports.Rejected;

/// <summary>An object a line, with all columns in their order; what stands in objects below has names with dots.</summary>
internal sealed class JsonLinesCopy(ImportPlan plan) : RowCopy(plan)
{
    private readonly IReadOnlyList<string> names = plan.Headers;

    public override string Extension => "jsonl";
    public override string ContentType => "application/jsonl";
    public override byte[] Mark => [];

    public override void Begin(TableReader? header) { }

    public override void Add(TableReader row, string reason)
    {
        using (var json = new Utf8JsonWriter(Output, JsonText.Options))
        {
            json.WriteStartObject();
            foreach (var column in Columns)
            {
                json.WritePropertyName(names[column]);
                Write(json, row, column);
            }
            json.WriteNumber(RejectedColumns.Row, row.Row);
            json.WriteString(RejectedColumns.Reason, reason);
            json.WriteEndObject();
        }
        Output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, TableReader row, int column)
    {
        var kind = column < Kept(row) ? row.KindOf(column) : CellKind.Empty;
        if (kind is CellKind.Empty)
            json.WriteNullValue();
        else if (kind is CellKind.Quoted)
            json.WriteStringValue(row[column]);
        else
            json.WriteRawValue(row[column], skipInputValidation: true);
    }
}
