using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>How values read in an answer.</summary>
internal static class JsonText
{
    /// <summary>Answers are JSON documents, never HTML: only what JSON itself asks for is escaped.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions Options { get; } = new() { Encoder = Encoder, SkipValidation = true };

    /// <summary>Text, or an object of texts.</summary>
    public static void WriteAny(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case IReadOnlyDictionary<string, object?> parts:
                json.WriteStartObject();
                foreach (var (name, part) in parts)
                    json.WriteString(name, Convert.ToString(part, CultureInfo.InvariantCulture));
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>RFC 3339 in UTC; a fraction only where there is one.</summary>
    public static void WriteInstant(Utf8JsonWriter json, long microseconds)
    {
        var time = UtcMicroseconds.To(microseconds);
        Span<byte> text = stackalloc byte[32];
        var format = microseconds % 1_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFZ";
        time.TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..written]);
    }
}
