using CasesGraph.Attachments;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace CasesGraph.Graph;

/// <summary>The engine's errors as the API tells them: a stable code, the message, the place; nothing of the engine.</summary>
internal static class EngineErrors
{
    public static GraphError Syntax(Exception error) =>
        new(GraphErrorCode.SyntaxError, FirstLine(error.Message)) { Locations = LocationsOf(error as ExecutionError) };

    public static GraphError Validation(ExecutionError error) =>
        new(
            error is InvalidVariableError ? GraphErrorCode.InvalidVariable : GraphErrorCode.ValidationFailed,
            // What a client without uploads sends for a file; the engine's words alone tell nobody what to do.
            error.Message.Contains($"'{nameof(Upload)}'", StringComparison.Ordinal)
                ? $"{error.Message.TrimEnd('.')}. A file comes by a multipart/form-data request, with null in its place."
                : error.Message
        )
        {
            Locations = LocationsOf(error),
        };

    private static List<GraphLocation> LocationsOf(ExecutionError? error) =>
        [.. (error?.Locations ?? []).Select(location => new GraphLocation(location.Line, location.Column))];

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
