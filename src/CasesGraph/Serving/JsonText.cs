using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CasesGraph.Serving;

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
}
