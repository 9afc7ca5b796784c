using System.Collections.ObjectModel;
using System.Text.Json;
using CasesGraph.Operations;
using CasesGraph.Serving;

namespace CasesGraph.Graph;

/// <summary>One GraphQL request as any transport hands it over.</summary>
public sealed record GraphRequest
{
    public string? Query { get; init; }

    /// <summary>The hash of its document, sent in its place; extensions.persistedQuery.sha256Hash otherwise.</summary>
    public string? DocumentId { get; init; }

    public string? OperationName { get; init; }

    /// <summary>A JSON object, or undefined when none was sent.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>A JSON object, or undefined when none was sent.</summary>
    public JsonElement Extensions { get; init; }

    /// <summary>Files by their places in the variables, such as input.files.0, where these hold null.</summary>
    public IReadOnlyDictionary<string, Upload> Uploads { get; init; } = ReadOnlyDictionary<string, Upload>.Empty;

    /// <summary>What it is answered with, without being run; found before its files were taken.</summary>
    public GraphAnswer? Refused { get; init; }

    /// <summary>Whether a client of persisted queries sent it, as Apollo's do, by the hash of its text.</summary>
    internal static bool IsPersisted(JsonElement extensions) =>
        extensions.ValueKind is JsonValueKind.Object && extensions.TryGetProperty("persistedQuery", out _);

    /// <summary>From the header Idempotency-Key; the request's extensions.idempotencyKey otherwise.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>From the header GraphQL-Cost; the request's extensions.cost otherwise.</summary>
    public CostReport CostReport { get; init; }

    /// <summary>From the header Last-Event-ID: where a subscription goes on, whatever its argument after says.</summary>
    public string? LastEventId { get; init; }

    /// <summary>True over GET: a mutation is then refused with <see cref="GraphErrorCode.MethodNotAllowed"/>.</summary>
    public bool QueriesOnly { get; init; }
}
