using CasesGraph.Data;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>The arguments of a list, the same at the root and below an object.</summary>
internal static class ListArgumentTypes
{
    public static QueryArguments Of(TypeRegistry types, ConnectionField field)
    {
        var (filter, node) = (FilterTypes.NameFor(field), EntityModel.Of(field.NodeType));
        var arguments = Of(types, filter, field.Child, field.Node, field.NodeType);
        // Of links that have more than their nodes a condition is another one.
        if (filter.Equals(node.FilterName, StringComparison.Ordinal) && types.ConditionArgument(node) is { } kept)
            arguments.Add(kept);
        return arguments;
    }

    public static QueryArguments Of(TypeRegistry types, EntityModel entity)
    {
        var arguments = Of(types, entity.FilterName, entity.Type, node: null, entity.Type);
        if (types.FilterOf(entity.Type)?.Argument(types) is { } own)
            arguments.Add(own);
        if (types.ConditionArgument(entity) is { } kept)
            arguments.Add(kept);
        return arguments;
    }

    private static QueryArguments Of(
        TypeRegistry types,
        string filter,
        Type child,
        System.Reflection.PropertyInfo? node,
        Type nodeType
    )
    {
        FilterTypes.Ensure(types, filter, EntityModel.Of(child), node);
        var arguments = new QueryArguments(
            TypeText.Argument(
                "first",
                "Int",
                "Rows from the start, or behind after; 50 when no size is given, at most 100."
            ),
            TypeText.Argument("after", "String", "A cursor of this list: only rows behind it."),
            TypeText.Argument("last", "Int", "Rows from the end, or before before; at most 100."),
            TypeText.Argument("before", "String", "A cursor of this list: only rows before it."),
            TypeText.Argument("where", filter, "Only rows that meet this condition.")
        );
        SortTypes.Ensure(types, EntityModel.Of(nodeType));
        arguments.Add(
            TypeText.Argument(
                "order",
                $"[{SortTypes.NameOf(EntityModel.Of(nodeType).Name)}!]",
                "Sort keys, the most important first; one key an object."
            )
        );
        if (IsSearched(nodeType))
            arguments.Add(TypeText.Argument("search", "String", SearchDescription(nodeType)));
        if (typeof(ISoftDeleted).IsAssignableFrom(nodeType))
            arguments.Add(
                TypeText.Argument("includeDeleted", "Boolean!", "Adds soft-deleted rows to the list.", false)
            );
        return arguments;
    }

    public static bool IsSearched(Type node) =>
        EntityModel.Of(node).Declared.ReadBy is null && SearchIndex.Of(node) is not null;

    private static string SearchDescription(Type node)
    {
        var declared = EntityModel.Of(node).Declared;
        var order = declared.SearchOrder is { } first ? $" {first}" : "";
        var phones = PhoneDigits.AreSearchedIn(node)
            ? ", nor how a telephone number is written: its last 6 digits are enough"
            : "";
        return $"Words, each as a prefix, \"phrases\" in quotes; all must occur in {declared.SearchedIn ?? Fields(node)}. Case and accents do not count{phones}.{order} Blanks count as not given.";
    }

    private static string Fields(Type node) =>
        string.Join(", ", SearchIndex.Of(node)!.Columns.Select(column => Naming.Camel(column.Source)));
}
