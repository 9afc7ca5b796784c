using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Validation;

/// <summary>What somebody may have meant whose value does not fit, and what there is to choose from.</summary>
internal static class InputWords
{
    private const int MostNames = 20;
    private const int MostLetters = 60;

    public static string Values(EnumerationGraphType type, string written) =>
        Choice(written.Trim('"'), [.. type.Values.Select(value => value.Name)]);

    public static string Fields(IInputObjectGraphType type, string written) =>
        Choice(written, [.. type.Fields.Select(field => field.Name)]);

    /// <summary>Where an object is missing: a comparison given bare is the usual mistake.</summary>
    /// <param name="written">The value as it was written; null where that is not known.</param>
    public static string Object(IInputObjectGraphType type, string? written = null) =>
        type.Fields.Find("eq") is not null
            ? $"Write {{ eq: {(written is null or "a list" ? "…" : written)} }} for equality."
            : $"It has {List([.. type.Fields.Select(field => field.Name)])}.";

    /// <summary>A text of the caller's, cut to what a message can hold.</summary>
    public static string Short(string text) => text.Length > MostLetters ? $"{text[..MostLetters]}…" : text;

    private static string Choice(string written, IReadOnlyList<string> known) =>
        Spelling.Nearest(written, known) is { } meant
            ? $"Did you mean {meant}? There are {List(known)}."
            : $"There are {List(known)}.";

    private static string List(IReadOnlyList<string> names) =>
        names.Count > MostNames
            ? $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more"
            : string.Join(", ", names);
}
