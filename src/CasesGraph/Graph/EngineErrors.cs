using CasesGraph.Attachments;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace CasesGraph.Graph;

/// <summary>The engine's errors as the API tells them: a stable code, the message, the place; nothing of the engine.</summary>
internal static class EngineErrors
{
    private const int MostErrors = 100;

    public static GraphError Syntax(Exception error) =>
        new(GraphErrorCode.SyntaxError, FirstLine(error.Message)) { Locations = LocationsOf(error as ExecutionError) };

    /// <summary>The first of many: each word of a document can be a mistake, and one that is told takes more room.</summary>
    public static IReadOnlyList<GraphError> Validation(IEnumerable<ExecutionError> errors) =>
        [.. errors.Take(MostErrors).Select(Validation)];

    private static GraphError Validation(ExecutionError error) =>
        new(
            error is InvalidVariableError ? GraphErrorCode.InvalidVariable : GraphErrorCode.ValidationFailed,
            Explained(error.Message)
        )
        {
            Locations = LocationsOf(error),
        };

    /// <summary>Forms that the engine's words alone tell nobody.</summary>
    private static readonly (string Type, string Hint)[] Hints =
    [
        // What a client without uploads sends for a file.
        (nameof(Upload), "A file comes by a multipart/form-data request, with null in its place."),
        ("DateTime", "It is written such as 2026-11-28T09:30:00Z or 2026-11-28T09:30:00.25+02:00."),
        ("Duration", "It is written such as P7D, PT12H or -P1M."),
    ];

    private static string Explained(string message) =>
        Hints.FirstOrDefault(hint => message.Contains($"'{hint.Type}'", StringComparison.Ordinal)) is { Hint: { } hint }
            ? $"{message.TrimEnd('.')}. {hint}"
            : message;

    private static List<GraphLocation> LocationsOf(ExecutionError? error) =>
        [.. (error?.Locations ?? []).Select(location => new GraphLocation(location.Line, location.Column))];

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
