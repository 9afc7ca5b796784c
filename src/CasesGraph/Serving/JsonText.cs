using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CasesGraph.Model;

namespace CasesGraph.Serving;

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
        Span<byte> text = stackalloc byte[32];
        // With seven digits behind the point and a Z at the end; a format that leaves out zeros takes four times as long.
        UtcMicroseconds.To(microseconds).TryFormat(text, out var end, "O", CultureInfo.InvariantCulture);
        end = text[..(end - 1)].TrimEnd((byte)'0').Length;
        if (text[end - 1] is (byte)'.')
            end--;
        text[end] = (byte)'Z';
        json.WriteStringValue(text[..(end + 1)]);
    }
}
