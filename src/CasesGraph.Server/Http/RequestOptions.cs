using System.Text.Json;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>What a request says beside its document: by a header, or else by its extensions, as a WebSocket has no headers.</summary>
internal static class RequestOptions
{
    public const string IdempotencyHeader = "Idempotency-Key";
    private const string CostHeader = "GraphQL-Cost";
    private const int LongestKey = 255;

    /// <summary>The key that makes a mutation's retry harmless.</summary>
    public static string? IdempotencyKey(IHeaderDictionary headers, JsonElement extensions)
    {
        if (Find(headers, IdempotencyHeader, extensions, "idempotencyKey") is not var (key, source))
            return null;
        return key.Length is > 0 and <= LongestKey && key.All(character => character is >= '!' and <= '~')
            ? key
            : throw Refused($"{source} must be one key of 1 to {LongestKey} visible ASCII characters.");
    }

    /// <summary>Whether the cost is to be told.</summary>
    public static CostReport Cost(IHeaderDictionary headers, JsonElement extensions) =>
        Find(headers, CostHeader, extensions, "cost") switch
        {
            null => CostReport.None,
            ("validate", _) => CostReport.Validate,
            ("report", _) => CostReport.Report,
            var (_, source) => throw Refused($"{source} must be 'validate' or 'report'."),
        };

    /// <summary>The text, empty where it is none or several, and what has it.</summary>
    private static (string Text, string Source)? Find(
        IHeaderDictionary headers,
        string header,
        JsonElement extensions,
        string name
    )
    {
        if (headers.TryGetValue(header, out var values))
            return (values is [{ } only] ? only : "", header);
        if (
            extensions.ValueKind != JsonValueKind.Object
            || !extensions.TryGetProperty(name, out var value)
            || value.ValueKind == JsonValueKind.Null
        )
            return null;
        return (value.ValueKind == JsonValueKind.String ? value.GetString()! : "", $"extensions.{name}");
    }

    private static RefusedException Refused(string message) => new(Refusal.BadRequest(message));
}
