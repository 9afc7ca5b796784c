using System.Text.Json;

namespace CasesGraph.Exports;

/// <summary>What a page says of its end: pageInfo { hasNextPage endCursor }.</summary>
internal static class PageEnd
{
    /// <summary>The cursor behind the page; null for the last. Reads to the end of the object that the reader stands at.</summary>
    public static string? Read(ref Utf8JsonReader json)
    {
        var (hasNext, cursor) = (false, default(string));
        while (json.Read() && json.TokenType is not JsonTokenType.EndObject)
        {
            if (json.TokenType is JsonTokenType.True)
                hasNext = true;
            else if (json.TokenType is JsonTokenType.String)
                cursor = json.GetString();
        }
        return hasNext ? cursor : null;
    }
}
