using System.Buffers;
using System.Text.Json;

namespace CasesGraph.Serving;

/// <summary>The answer that one event is: {"data": …} on one line, or the error that it is too large; then the next may do.</summary>
internal static class EventAnswer
{
    /// <summary>Writes it.</summary>
    /// <param name="hidden">What of it the caller may not read, by schema coordinates.</param>
    public static byte[] Write(
        JsonEncodedText key,
        Action<Utf8JsonWriter> write,
        AnswerBound bound,
        IReadOnlyCollection<string> hidden
    )
    {
        using var buffer = new AnswerBuffer { Bound = bound };
        var json = buffer.Json;
        try
        {
            json.WriteStartObject();
            json.WriteStartObject("data"u8);
            json.WritePropertyName(key);
            write(json);
            json.WriteEndObject();
            if (hidden.Count > 0)
                WriteExtensions(json, hidden);
            json.WriteEndObject();
            return buffer.ToArray();
        }
        catch (RequestErrorException tooLarge)
        {
            return Refuse(key, tooLarge);
        }
    }

    private static void WriteExtensions(Utf8JsonWriter json, IReadOnlyCollection<string> hidden)
    {
        json.WriteStartObject("extensions"u8);
        GraphAnswerWriter.WriteAccess(json, viewAs: null, hidden);
        json.WriteEndObject();
    }

    public static byte[] Refuse(JsonEncodedText key, RequestErrorException tooLarge)
    {
        var text = new ArrayBufferWriter<byte>(512);
        var error = GraphError.Of(tooLarge) with { Path = [key.Value] };
        GraphAnswer.Complete("null"u8.ToArray(), [error]).WriteTo(text);
        return text.WrittenSpan.ToArray();
    }
}
