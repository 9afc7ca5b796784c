namespace CasesGraph.Server.Http;

/// <summary>A media type that answers can have.</summary>
/// <param name="Name">As in Accept.</param>
/// <param name="RefusedIsBad">
/// Whether a request that was refused before execution answers 400. Not for application/json: its clients take
/// another status than 200 for an answer that did not come from GraphQL.
/// </param>
internal sealed record AnswerType(string Name, bool RefusedIsBad)
{
    public static AnswerType Json { get; } = new("application/json", RefusedIsBad: false);
    public static AnswerType GraphResponse { get; } = new("application/graphql-response+json", RefusedIsBad: true);

    /// <summary>Server-sent events; what is refused by its errors is told there too.</summary>
    public static AnswerType EventStream { get; } = new("text/event-stream", RefusedIsBad: false);

    public string ContentType { get; } = $"{Name}; charset=utf-8";
}
