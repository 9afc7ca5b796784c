using System.Net;
using System.Text.Json;
using CasesGraph.Access;

namespace CasesGraph.Server.Http;

/// <summary>
/// What a caller says of itself: by the headers of the request, and on a WebSocket by the payload of connection_init too,
/// since a browser's WebSocket has no headers of its own. A text of the payload, or of the object headers in it, stands for
/// the header of its name.
/// </summary>
internal sealed class Credentials(HttpContext http, JsonElement payload = default)
{
    private static readonly string[] ThatTell =
    [
        CallersByCredentials.Authorization,
        CallersByCredentials.ApiKey,
        ViewAs.Header,
        ActAs.Header,
    ];

    /// <summary>Where the caller is; null where that is not known.</summary>
    public IPAddress? Address =>
        http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : http.Connection.RemoteIpAddress;

    /// <summary>Whether the caller shows who it is, or says as whom it looks or acts.</summary>
    public bool AreShown => Array.Exists(ThatTell, header => All(header).Count > 0);

    /// <summary>Null when it was not given. Names differ in more than case.</summary>
    public string? Find(string header) => All(header) is [var first, ..] ? first : null;

    /// <summary>All that was given by a name, each once; what is no text is an empty one.</summary>
    public IReadOnlyList<string> All(string header)
    {
        string[] said =
            payload.ValueKind is JsonValueKind.Object
                ? [.. OfPayload(payload, header), .. OfPayload(Headers(), header)]
                : [];
        var given =
            said.Length > 0 ? said : Array.ConvertAll(http.Request.Headers[header].ToArray(), text => text ?? "");
        return given.Length > 1 ? [.. given.Distinct(StringComparer.Ordinal)] : given;
    }

    private JsonElement Headers() => payload.TryGetProperty("headers", out var headers) ? headers : default;

    private static IEnumerable<string> OfPayload(JsonElement values, string header) =>
        values.ValueKind is not JsonValueKind.Object
            ? []
            : values
                .EnumerateObject()
                .Where(member => string.Equals(member.Name, header, StringComparison.OrdinalIgnoreCase))
                .Where(member => member.Value.ValueKind is not JsonValueKind.Null)
                .Select(member => member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString()! : "");
}
