using System.Collections;
using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>What a request costs, in the words of docs/api.md#cost: hundredths of points, so that sums are exact.</summary>
internal sealed class PlainCost(ApiShape shape)
{
    private const int DefaultPage = 50;

    /// <summary>Of an interface whose objects are joined, each by a reference of its own.</summary>
    private const string System = "SystemActor";

    private static readonly string[] LongTexts =
    [
        "Case.description",
        "Case.resolution",
        "Case.workLog",
        "Bug.description",
        "ChangeSet.reason",
        "Job.message",
        "Role.description",
        "Team.description",
        "ApiKey.scopes",
        "ApiKey.networks",
        "SavedFilter.search",
        "SavedFilter.problems",
        "SavedFilter.followable",
        "FieldChange.before",
        "FieldChange.after",
        "CaseUpdate.text",
        "FieldChange.beforeText",
        "FieldChange.afterText",
        "EntityFieldChange.before",
        "EntityFieldChange.after",
        "EntityFieldChange.beforeText",
        "EntityFieldChange.afterText",
    ];

    private static readonly string[] PartsOfTexts =
    [
        .. new[] { "contains", "startsWith", "endsWith" }.SelectMany(name => new[] { name, $"n{name}", $"i{name}" }),
        "ieq",
    ];

    private readonly PlainSelection selection = new(shape);

    /// <summary>Of a document whose root fields are lists.</summary>
    public long Of(Document document) =>
        selection
            .Fields("Query", document.Root)
            .Sum(root => 200 + List(shape["Query"].Fields[root.Field.Name], root, 1));

    private long List(ApiField declared, (string Key, Field Field, IReadOnlyList<Selected> Below) list, long parents)
    {
        var arguments = (IReadOnlyDictionary<string, object?>)list.Field.Arguments.Plain;
        var size = arguments.GetValueOrDefault("first") ?? arguments.GetValueOrDefault("last") ?? (long)DefaultPage;
        var parts = selection.Fields(declared.Type.Named, list.Below).ToList();
        var rows = parents * (long)size;
        var counts = parts.Exists(part => part.Field.Name is "totalCount" or "estimatedCount") ? 3000 : 0;
        var reads = parts.Exists(part => part.Field.Name is "nodes" or "edges" or "pageInfo") ? 20 * rows : 0;
        return counts
            + reads
            + Search(arguments.GetValueOrDefault("search"))
            + Condition(arguments.GetValueOrDefault("where"), TablesOf(declared.Type.Named))
            + parts.Sum(part => Part(declared.Type.Named, part.Field, part.Below, rows));
    }

    private long Part(string connection, Field part, IReadOnlyList<Selected> below, long rows)
    {
        if (part.Name is not ("nodes" or "edges"))
            return 0;
        var type = shape[connection].Fields[part.Name].Type.Named;
        return part.Name is "nodes"
            ? Object(type, below, rows)
            : selection
                .Fields(type, below)
                .Where(field => field.Field.Name is "node")
                .Sum(node => Object(shape[type].Fields["node"].Type.Named, node.Below, rows));
    }

    private long Object(string type, IReadOnlyList<Selected> set, long rows) =>
        shape[type].Kind is "INTERFACE"
            ? OneOf(shape[type], set, rows)
            : selection
                .Fields(type, set)
                .Where(field => field.Field.Name is not "__typename")
                .Sum(field => Value(type, field, rows));

    /// <summary>Any may be the dearest; each is read by its key.</summary>
    private long OneOf(ApiType several, IReadOnlyList<Selected> set, long rows) =>
        several.PossibleTypes.Max(member => (100 * rows) + Object(member, set, rows));

    private long Value(string type, (string Key, Field Field, IReadOnlyList<Selected> Below) field, long rows)
    {
        var declared = shape[type].Fields[field.Field.Name];
        var of = shape[declared.Type.Named];
        if (LongTexts.Contains($"{type}.{declared.Name}"))
            return 10 * rows;
        if (string.Equals(declared.Name, "openCases", StringComparison.Ordinal))
            return (20 * rows) + 3000;
        if (declared.Arguments.Count > 0)
            return (20 * rows) + List(declared, field, rows);
        if (declared.Type.IsList && of.IsObject)
            return (20 * rows) + (20 * 4 * rows) + Object(of.Name, field.Below, 4 * rows);
        if (of.IsUnion && !of.PossibleTypes.Contains(System, StringComparer.Ordinal))
            return OneOf(of, field.Below, rows);
        if (of.IsUnion)
            return of
                .PossibleTypes.Where(member => member is not System)
                .Sum(member => (5 * rows) + Object(member, field.Below, rows));
        return of.IsObject ? (5 * rows) + Object(of.Name, field.Below, rows) : 0;
    }

    private static long Search(object? text) =>
        text is string words ? 2000 * words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(HasWord) : 0;

    private static bool HasWord(string word) => word.Any(char.IsLetterOrDigit);

    /// <summary>Fields of changes of all records are in two tables.</summary>
    private static int TablesOf(string list) => list is "RecordChangesConnection" ? 2 : 1;

    private static long Condition(object? where, int tables) =>
        where switch
        {
            IReadOnlyDictionary<string, object?> fields => fields
                .Where(field => field.Value is not null)
                .Sum(field => Condition(field, tables)) + (fields.Any(IsOfOneChange) ? 1000 * tables : 0),
            IEnumerable items and not string => items.Cast<object?>().Sum(item => Condition(item, tables)),
            _ => 0,
        };

    private static long Condition(KeyValuePair<string, object?> field, int tables) =>
        (PartsOfTexts.Contains(field.Key) ? 2000 : 0)
        + (field.Key is "some" or "none" or "all" or "any" ? 1000 : 0)
        // What a person was shown is a text or, without one, the value: both are compared.
        + (
            Condition(field.Value, tables)
            * (field.Key is "beforeText" or "afterText" ? 2 : 1)
            * (IsOfOneChange(field) ? tables : 1)
        );

    /// <summary>All that is said of the change of one field is one condition on the rows of a list.</summary>
    private static bool IsOfOneChange(KeyValuePair<string, object?> field) =>
        field is { Key: "field" or "before" or "after" or "beforeText" or "afterText", Value: not null };
}
