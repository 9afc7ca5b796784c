using System.Buffers;
using System.Text.Json;

namespace CasesGraph.Query;

/// <summary>Writes one row as a whole answer of its own.</summary>
/// <param name="key">The response key.</param>
/// <param name="position">The rows' column with their place in the log.</param>
internal sealed class EventWriter(string key, ObjectWriter row, int position)
{
    private readonly JsonEncodedText key = JsonEncodedText.Encode(key, JsonText.Encoder);

    public long PositionOf(RowSet rows, int at) => rows[at, position].Number;

    public byte[] Write(RowSet rows, int at)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(text, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("data"u8);
            json.WritePropertyName(key);
            row.Write(json, rows, at);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return text.WrittenSpan.ToArray();
    }
}
