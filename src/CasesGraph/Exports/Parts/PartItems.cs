using System.Buffers;
using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Exports.Parts;

/// <summary>
/// The objects of a part of some rows, as a file has them. They are read off the answer to <see cref="PartReader"/>'s
/// query: an object of nothing is null, what a row is linked to stands in its link, and times are of the file's zone.
/// </summary>
internal sealed class PartItems(ExportedPart part, ZonedTimes times) : IDisposable
{
    private readonly Dictionary<long, (int First, int Count)> rows = [];
    private readonly List<(int Start, int Length)> items = [];
    private readonly ArrayBufferWriter<byte> written = new(64 * 1024);
    private Utf8JsonWriter? json;

    public int Count => items.Count;

    /// <summary>The cursor behind the last one; null where the rows that were asked for have no more.</summary>
    public string? Next { get; private set; }

    public IEnumerable<ReadOnlyMemory<byte>> Of(long row)
    {
        var (first, count) = rows.GetValueOrDefault(row);
        for (var item = first; item < first + count; item++)
            yield return written.WrittenMemory.Slice(items[item].Start, items[item].Length);
    }

    public void Take(ReadOnlySpan<byte> answer)
    {
        rows.Clear();
        items.Clear();
        written.ResetWrittenCount();
        Next = null;
        json ??= new Utf8JsonWriter(written, JsonText.Options);
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        while (Named(ref reader))
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
                TakeRow(answer, ref reader);
        }
    }

    public void Dispose() => json?.Dispose();

    private void TakeRow(ReadOnlySpan<byte> answer, ref Utf8JsonReader reader)
    {
        Named(ref reader);
        var number = reader.GetInt64();
        Named(ref reader);
        var first = items.Count;
        while (reader.TokenType is not JsonTokenType.Null && Named(ref reader))
        {
            if (reader.TokenType is JsonTokenType.StartObject)
                Next = PageEnd.Read(ref reader) ?? Next;
            else
                TakeItems(answer, ref reader);
        }
        reader.Read();
        rows[number] = (first, items.Count - first);
    }

    private void TakeItems(ReadOnlySpan<byte> answer, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
        {
            var start = written.WrittenCount;
            json!.Reset();
            json.WriteStartObject();
            TakeFields(answer, ref reader);
            json.WriteEndObject();
            json.Flush();
            items.Add((start, written.WrittenCount - start));
        }
    }

    /// <summary>To the end of an object.</summary>
    private void TakeFields(ReadOnlySpan<byte> answer, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("node"u8))
            {
                reader.Read();
                TakeFields(answer, ref reader);
                continue;
            }
            var name = reader.GetString()!;
            json!.WritePropertyName(name);
            reader.Read();
            if (reader.TokenType is JsonTokenType.String && !times.IsUtc && part.Times.Contains(name))
                json.WriteStringValue(times.Of(reader.GetDateTime()));
            else
                TakeValue(answer, ref reader);
        }
    }

    private void TakeValue(ReadOnlySpan<byte> answer, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType is JsonTokenType.StartObject;
        reader.Skip();
        var value = answer[start..(int)reader.BytesConsumed];
        if (isObject && value.SequenceEqual("{}"u8))
            json!.WriteNullValue();
        else
            json!.WriteRawValue(value, skipInputValidation: true);
    }

    /// <summary>Goes to the value of the object's next field; false at its end.</summary>
    private static bool Named(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType is JsonTokenType.PropertyName && reader.Read();
}
