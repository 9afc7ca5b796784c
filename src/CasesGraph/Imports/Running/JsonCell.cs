using System.Text.Json;

namespace CasesGraph.Imports.Running;

/// <summary>A cell in which JSON stands.</summary>
internal static class JsonCell
{
    /// <summary>What is read off it; null for any other text, such as one that only begins with a brace.</summary>
    public static T? Read<T>(string cell, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(cell);
            return read(json.RootElement);
        }
        // Half a surrogate pair is valid JSON, and no text.
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
