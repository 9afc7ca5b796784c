using System.Text.RegularExpressions;
using GraphQL.Types;

namespace CasesGraph.Graph.Validation;

/// <summary>What other APIs call things that have another name here.</summary>
internal static partial class OtherHabits
{
    private const string Size = "A page's size is 'first' (or 'last').";
    private const string Position =
        "A page begins behind a cursor: 'after' takes pageInfo.endCursor of the page before.";

    private static readonly Dictionary<string, string> Arguments = new(StringComparer.Ordinal)
    {
        ["limit"] = Size,
        ["take"] = Size,
        ["pageSize"] = Size,
        ["perPage"] = Size,
        ["skip"] = Position,
        ["offset"] = Position,
        ["page"] = Position,
        ["orderBy"] = "Lists are sorted by 'order', such as order: [{ number: DESC }].",
        ["sort"] = "Lists are sorted by 'order', such as order: [{ number: DESC }].",
        ["sortBy"] = "Lists are sorted by 'order', such as order: [{ number: DESC }].",
        ["filter"] = "Lists are filtered by 'where', such as where: { number: { gt: 5 } }.",
        ["filters"] = "Lists are filtered by 'where', such as where: { number: { gt: 5 } }.",
        ["query"] = "Words are looked for by 'search'; conditions stand in 'where'.",
    };

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["items"] = "The rows of a page are its 'nodes', or 'edges' with their cursors.",
        ["data"] = "The rows of a page are its 'nodes', or 'edges' with their cursors.",
        ["results"] = "The rows of a page are its 'nodes', or 'edges' with their cursors.",
        ["count"] = "The number of all rows is 'totalCount'.",
        ["total"] = "The number of all rows is 'totalCount'.",
    };

    /// <summary>What helps somebody whom the engine told that there is no such argument or field; null where nothing is known.</summary>
    public static string? Hint(string message, ISchema schema)
    {
        if (Unknown().Match(message) is not { Success: true } found)
            return null;
        var (name, type) = (found.Groups["name"].Value, found.Groups["type"].Value);
        if (found.Groups["argument"].Success)
            return Arguments.GetValueOrDefault(name);
        if (string.Equals(type, schema.Query.Name, StringComparison.Ordinal) && schema.Query.HasField($"{name}ById"))
            return $"One by its id is '{name}ById'.";
        return type.EndsWith("Connection", StringComparison.Ordinal) ? Fields.GetValueOrDefault(name) : null;
    }

    [GeneratedRegex(
        @"^(?<argument>Unknown argument) '(?<name>\w+)' on field|^Cannot query field '(?<name>\w+)' on type '(?<type>\w+)'",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Unknown();
}
