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

    /// <summary>The place of the next part among the names.</summary>
    private int next;
    private bool isPart;

    public override string Extension => "jsonl";
    public override string ContentType => "application/jsonl";

    public override ValueTask BeginAsync(CancellationToken token)
    {
        json = new Utf8JsonWriter(Output, JsonText.Options);
        return ValueTask.CompletedTask;
    }

    public override void Begin(RowCells cells)
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
        next = cells.Count;
    }

    public override void BeginPart(bool isGiven)
    {
        json!.WritePropertyName(names[next++]);
        isPart = isGiven;
        if (isPart)
            json.WriteStartArray();
        else
            json.WriteNullValue();
    }

    public override void Add(ReadOnlySpan<byte> item)
    {
        json!.WriteRawValue(item, skipInputValidation: true);
        // What it holds would not be seen in the output.
        json.Flush();
    }

    public override void EndPart()
    {
        if (isPart)
            json!.WriteEndArray();
    }

    public override void End()
    {
        json!.WriteEndObject();
        json.Flush();
        Output.Write("\n"u8);
    }

    public override async ValueTask DisposeAsync()
    {
        if (json is not null)
            await json.DisposeAsync();
    }
}
