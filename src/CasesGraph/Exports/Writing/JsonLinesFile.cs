using System.Buffers;
using System.Text.Json;
using CasesGraph.Serving;

namespace CasesGraph.Exports.Writing;

/// <summary>An object a line, whose fields are named as the columns are.</summary>
internal sealed class JsonLinesFile(IReadOnlyList<string> headers) : TableFile
{
    private readonly JsonEncodedText[] names =
    [
        .. headers.Select(name => JsonEncodedText.Encode(name, JsonText.Encoder)),
    ];
    private Utf8JsonWriter? json;

    public override string Extension => "jsonl";
    public override string ContentType => "application/jsonl";

    public override ValueTask BeginAsync(CancellationToken token)
    {
        json = new Utf8JsonWriter(Output, JsonText.Options);
        return ValueTask.CompletedTask;
    }

    public override void Add(RowCells cells)
    {
        json!.Reset();
        json.WriteStartObject();
        for (var column = 0; column < cells.Count; column++)
        {
            json.WritePropertyName(names[column]);
            switch (cells.FormOf(column))
            {
                case CellForm.Null:
                    json.WriteNullValue();
                    break;
                case CellForm.Number or CellForm.Flag or CellForm.Json:
                    json.WriteRawValue(cells[column], skipInputValidation: true);
                    break;
                default:
                    json.WriteStringValue(cells[column]);
                    break;
            }
        }
        json.WriteEndObject();
        json.Flush();
        Output.Write("\n"u8);
    }

    public override async ValueTask DisposeAsync()
    {
        if (json is not null)
            await json.DisposeAsync();
    }
}
