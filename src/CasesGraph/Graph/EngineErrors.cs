using System.Text.RegularExpressions;
using CasesGraph.Graph.Validation;
using CasesGraph.Operations;
using CasesGraph.Serving;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;

namespace CasesGraph.Graph;

/// <summary>The engine's errors as the API tells them: a stable code, the message, the place; nothing of the engine.</summary>
internal static partial class EngineErrors
{
    public const int MostErrors = 100;

    public static GraphError Syntax(Exception error) =>
        new(GraphErrorCode.SyntaxError, FirstLine(error.Message)) { Locations = LocationsOf(error as ExecutionError) };

    /// <summary>The first of many: each word of a document can be a mistake, and one that is told takes more room.</summary>
    /// <param name="isPublic">Whether callers may be told what the schema has that they did not name.</param>
    public static IReadOnlyList<GraphError> Validation(
        IEnumerable<ExecutionError> errors,
        ISchema schema,
        bool isPublic
    ) => [.. errors.Take(MostErrors).Select(error => Validation(error, schema, isPublic))];

    private static GraphError Validation(ExecutionError error, ISchema schema, bool isPublic) =>
        new(
            error is InvalidVariableError ? GraphErrorCode.InvalidVariable : GraphErrorCode.ValidationFailed,
            isPublic
                ? Explained(error is InvalidVariableError ? OfVariable(error.Message, schema) : error.Message, schema)
                : Offer().Replace(error.Message, "")
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

    private static string Explained(string message, ISchema schema) =>
        Hints.FirstOrDefault(hint => message.Contains($"'{hint.Type}'", StringComparison.Ordinal)) is { Hint: { } hint }
            ? With(message, hint)
        : OtherHabits.Hint(message, schema) is { } habit ? With(message, habit)
        : message;

    private static string With(string message, string hint) =>
        message[^1] is '.' or '?' ? $"{message} {hint}" : $"{message}. {hint}";

    /// <summary>The engine names the type that a variable's value does not fit; here is what that type has.</summary>
    private static string OfVariable(string message, ISchema schema)
    {
        if (VariableMistake().Match(message) is not { Success: true } found)
            return message;
        var written = found.Groups["written"].Value;
        var place = message[..message.IndexOf(" is invalid.", StringComparison.Ordinal)];
        return schema.AllTypes[found.Groups["type"].Value] switch
        {
            EnumerationGraphType values =>
                $"{place} is invalid. It has no value '{InputWords.Short(written)}'. {InputWords.Values(values, written)}",
            IInputObjectGraphType input when written.Length > 0 =>
                $"{place} is invalid. It has no field '{InputWords.Short(written)}'. {InputWords.Fields(input, written)}",
            IInputObjectGraphType input =>
                $"{place} is invalid. It takes an object, {input.Name}. {InputWords.Object(input)}",
            _ => message,
        };
    }

    /// <summary>The engine's words on a value, on fields (of which the first is looked at) and on what is no object.</summary>
    [GeneratedRegex(
        "Unable to convert '(?<written>[^']*)' to '(?<type>\\w+)'|input fields '(?<written>[^']*)'.* for type '(?<type>\\w+)'|as a '(?<type>\\w+)' type",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex VariableMistake();

    /// <summary>Where a message goes on to what there is to choose from, in the engine's words and in those of InputWords.</summary>
    [GeneratedRegex(
        " (Did you mean |There are |It has |Write \\{ ).*$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Offer();

    private static List<GraphLocation> LocationsOf(ExecutionError? error) =>
        [.. (error?.Locations ?? []).Select(location => new GraphLocation(location.Line, location.Column))];

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
