using CasesGraph.Access;

namespace CasesGraph.Graph;

/// <summary>The one door to the API, whatever the transport.</summary>
public sealed class GraphService
{
    /// <summary>Parses, validates, plans and runs one operation. Mistakes of the caller come back as an answer.</summary>
    public Task<GraphAnswer> ExecuteAsync(GraphRequest request, Caller caller, CancellationToken token) =>
        Task.FromResult(
            GraphAnswer.Refused(new GraphError(GraphErrorCode.InternalError, "The engine is not wired up: " + Sdl))
        );

    /// <summary>The schema in SDL, as committed in schema/schema.graphql.</summary>
    public string Sdl { get; } = "";
}
