using System.Text;
using System.Text.Json;
using CasesGraph.Attachments;
using CasesGraph.Graph;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>The parameters of a GraphQL request, from a JSON body, a message or a query string.</summary>
internal static class RequestReading
{
    /// <summary>Where a client of server-sent events stopped; an EventSource sends it by itself.</summary>
    private const string LastEventId = "Last-Event-ID";

    public static BodyOperations FromBody(ReadOnlyMemory<byte> text, IHeaderDictionary headers, Limits limits) =>
        FromJson(JsonText.Parse(text, "The body"), headers, limits);

    public static BodyOperations FromJson(JsonElement body, IHeaderDictionary headers, Limits limits)
    {
        if (body.ValueKind != JsonValueKind.Array)
            return new BodyOperations([Read(body, "The body", headers)], IsBatch: false);
        var count = body.GetArrayLength();
        if (count == 0)
            throw Refused("The batch is empty.");
        if (count > limits.BatchedOperations)
        {
            throw new RequestErrorException(
                GraphErrorCode.LimitExceeded,
                $"A batch has at most {limits.BatchedOperations} operations, and {count} were sent."
            );
        }
        // One key would have to stand for all of them, whose effects are separate.
        if (headers.ContainsKey(RequestOptions.IdempotencyHeader))
            throw Refused(
                $"In a batch each operation has its own extensions.idempotencyKey, not {RequestOptions.IdempotencyHeader}."
            );
        return new BodyOperations(
            [
                .. body.EnumerateArray()
                    .Select((item, index) => Read(item, $"Operation {index + 1} of the batch", headers)),
            ],
            IsBatch: true
        );
    }

    /// <summary>The parameters in a JSON value.</summary>
    /// <param name="name">What the value is called in a refusal, such as "The body".</param>
    public static GraphRequest Read(JsonElement body, string name, IHeaderDictionary headers)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw Refused($"{name} must be a JSON object such as {{\"query\": \"{{ __typename }}\"}}.");
        return Request(headers, part => Text(body, part), part => Object(body, part));
    }

    public static GraphRequest FromQueryString(IQueryCollection parameters, IHeaderDictionary headers) =>
        Request(headers, part => Parameter(parameters, part), part => Object(parameters, part)) with
        {
            QueriesOnly = true,
        };

    private static GraphRequest Request(
        IHeaderDictionary headers,
        Func<string, string?> textOf,
        Func<string, JsonElement> objectOf
    )
    {
        var extensions = objectOf("extensions");
        var id = textOf("documentId");
        return new GraphRequest
        {
            Query = Document(textOf("query"), id, extensions),
            DocumentId = id,
            OperationName = textOf("operationName"),
            Variables = objectOf("variables"),
            Extensions = extensions,
            IdempotencyKey = RequestOptions.IdempotencyKey(headers, extensions),
            CostReport = RequestOptions.Cost(headers, extensions),
            LastEventId = headers[LastEventId] is [{ Length: > 0 } place] ? place : null,
        };
    }

    /// <summary>One that is sent by its hash alone is answered as an operation is, so that clients then send its text.</summary>
    private static string? Document(string? query, string? id, JsonElement extensions) =>
        query is not null || id is not null || GraphRequest.IsPersisted(extensions)
            ? query
            : throw Refused("The request has no query.");

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

/// <summary>What one body asks for.</summary>
/// <param name="IsBatch">Whether the answers are to be an array too, even of one.</param>
internal sealed record BodyOperations(IReadOnlyList<GraphRequest> Requests, bool IsBatch)
{
    /// <summary>To be disposed of when all have run.</summary>
    public ReceivedFiles? Files { get; init; }
}
