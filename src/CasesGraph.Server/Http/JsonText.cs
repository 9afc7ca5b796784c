using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace CasesGraph.Server.Http;

/// <summary>
/// JSON from outside, checked completely before anything is taken from it: what comes out can be read to the last
/// string without a surprise.
/// </summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>The JSON, or a refusal that says where it goes wrong.</summary>
    /// <param name="name">What the text is called in a refusal, such as "The body".</param>
    public static JsonElement Parse(ReadOnlyMemory<byte> text, string name)
    {
        if (text.IsEmpty)
            throw Refused($"{name} is empty; it must be a JSON object.");
        if (!Utf8.IsValid(text.Span))
            throw Refused($"{name} is not valid UTF-8.");
        if (text.Span.StartsWith("\uFEFF"u8))
            throw Refused($"{name} starts with a byte order mark; JSON has none.");
        if (LoneSurrogate.IsIn(text.Span))
            throw Refused($"{name} has half a surrogate pair (\\uD800 to \\uDFFF), which is no character.");
        try
        {
            return JsonElement.Parse(text.Span, Options);
        }
        catch (JsonException)
        {
            throw Refused($"{name} {Mistake(text.Span)}.");
        }
    }

    /// <summary>Reads again without the limits: what stops now is the syntax, what passes broke a limit.</summary>
    private static string Mistake(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var deepest = 0;
        try
        {
            while (reader.Read())
                deepest = Math.Max(deepest, reader.CurrentDepth);
        }
        catch (JsonException syntax)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"is not valid JSON: line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine + 1}"
            );
        }
        return deepest >= Options.MaxDepth
            ? $"is nested deeper than {Options.MaxDepth} levels"
            : "has an object with the same key twice";
    }

    private static RefusedException Refused(string message) => new(Refusal.BadRequest(message));
}
