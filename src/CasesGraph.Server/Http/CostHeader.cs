using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>Whether the cost is to be told: from the header, or else from the extensions, as a WebSocket has no other.</summary>
internal static class CostHeader
{
    public const string Name = "GraphQL-Cost";

    public static CostReport Read(IHeaderDictionary headers, JsonElement extensions)
    {
        if (headers.TryGetValue(Name, out var values))
            return Of(values is [{ } only] ? only : "", Name);
        if (
            extensions.ValueKind != JsonValueKind.Object
            || !extensions.TryGetProperty("cost", out var value)
            || value.ValueKind == JsonValueKind.Null
        )
            return CostReport.None;
        return Of(value.ValueKind == JsonValueKind.String ? value.GetString()! : "", "extensions.cost");
    }

    private static CostReport Of(string value, string source) =>
        value switch
        {
            "validate" => CostReport.Validate,
            "report" => CostReport.Report,
            _ => throw new RefusedException(Refusal.BadRequest($"{source} must be 'validate' or 'report'.")),
        };
}
