using System.Text;
using System.Text.Json;
using CasesGraph.Graph;

namespace CasesGraph.Server.Http;

/// <summary>The parameters of a GraphQL request, from a JSON body or from a query string.</summary>
internal static class RequestReading
{
    public static GraphRequest FromBody(ReadOnlyMemory<byte> text, IHeaderDictionary headers)
    {
        var body = JsonText.Parse(text, "The body");
        if (body.ValueKind == JsonValueKind.Array)
            throw Refused("Several requests in one body are not taken; send each by itself.");
        if (body.ValueKind != JsonValueKind.Object)
            throw Refused("The body must be a JSON object such as {\"query\": \"{ __typename }\"}.");
        var extensions = Object(body, "extensions");
        return new GraphRequest
        {
            Query = Text(body, "query") ?? throw Refused("The request has no query."),
            OperationName = Text(body, "operationName"),
            Variables = Object(body, "variables"),
            Extensions = extensions,
            IdempotencyKey = Http.IdempotencyKey.Read(headers, extensions),
        };
    }

    public static GraphRequest FromQueryString(IQueryCollection parameters, IHeaderDictionary headers)
    {
        var extensions = Object(parameters, "extensions");
        return new GraphRequest
        {
            Query = Parameter(parameters, "query") ?? throw Refused("The request has no query."),
            OperationName = Parameter(parameters, "operationName"),
            Variables = Object(parameters, "variables"),
            Extensions = extensions,
            IdempotencyKey = Http.IdempotencyKey.Read(headers, extensions),
            QueriesOnly = true,
        };
    }

    private static string? Text(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Refused($"{name} must be a string.");

    private static JsonElement Object(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) ? ObjectOrNull(value, name) : default;

    private static JsonElement Object(IQueryCollection parameters, string name) =>
        Parameter(parameters, name) is { } text
            ? ObjectOrNull(JsonText.Parse(Encoding.UTF8.GetBytes(text), name), name)
            : default;

    private static JsonElement ObjectOrNull(JsonElement value, string name) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value,
            JsonValueKind.Null => default,
            _ => throw Refused($"{name} must be a JSON object."),
        };

    /// <summary>An empty parameter is how a form leaves one out.</summary>
    private static string? Parameter(IQueryCollection parameters, string name) =>
        parameters[name] switch
        {
            { Count: > 1 } => throw Refused($"{name} is given more than once."),
            [{ Length: > 0 } text] => text,
            _ => null,
        };

    private static RefusedException Refused(string message) => new(Refusal.BadRequest(message));
}
