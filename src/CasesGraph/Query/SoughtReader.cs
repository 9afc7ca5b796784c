using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Reads which ways lead to a list's rows from what its filter names. The rule: what an index finds by a value comes first,
/// then what few rows refer to, then lists of which there may be few at all; and none where an index has what one value
/// finds in the order of the list.
/// </summary>
internal sealed class SoughtReader(
    EntityModel entity,
    ListArguments arguments,
    PlanScope scope,
    ILookup<Type, MappedIndex> indexes
)
{
    private const int MostWays = 2;

    private readonly bool listed = Visibility.Hides(entity, node: null, arguments.IncludeDeleted);

    /// <summary>For pages: each is looked at in turn, until one has few rows.</summary>
    public IReadOnlyList<Sought> OfPage()
    {
        if (arguments.Where is not { } where || IsInOrder())
            return [];
        var parts = Parts(where).Where(part => part is not Comparison own || IsUnordered(own)).ToList();
        var found = parts.Select(part => By(part, SoughtMode.ByIndex)).OfType<Sought>().Take(MostWays).ToList();
        if (found.Count > 0)
            return found;
        var named = parts.Select(part => By(part, SoughtMode.Named)).OfType<Sought>().Take(1).ToList();
        if (named.Count > 0)
            return named;
        return [.. parts.OfType<SomeOf>().Where(some => !some.Negated).Select(some => Any(some)).Take(1)];
    }

    /// <summary>For all rows, in whatever order, without a look: what an index finds by values that relations lead to.</summary>
    public IQueryable? OfAll() =>
        arguments.Where is { } where
            ? Parts(where)
                .Where(part => part is not Comparison)
                .Select(part => By(part, SoughtMode.ByIndex))
                .OfType<Sought>()
                .FirstOrDefault(one => one.Folded.Count == 0)
                ?.Keys
            : null;

    private static IEnumerable<Filter> Parts(Filter where) =>
        where is AllOf { Filters: var all } ? SoughtValues.Merged(all.SelectMany(Parts)) : [where];

    private Sought? By(Filter part, SoughtMode mode)
    {
        var values = new SoughtValues(scope, indexes, arguments.IncludeDeleted, mode);
        return values.Of(part, entity, listed, entity.Key!) is { } keys
            ? new Sought(keys) { Named = values.Named, Folded = values.Folded }
            : null;
    }

    private Sought Any(SomeOf some) =>
        new(new SoughtValues(scope, indexes, arguments.IncludeDeleted, SoughtMode.ByIndex).OfAny(some));

    private bool IsInOrder()
    {
        var columns = new FixedColumns(arguments.Where);
        var order = new IndexOrder(indexes[entity.Type], arguments.Order, columns, [nameof(ISoftDeleted.DeletedAt)]);
        return columns.Equal.Any(column => Same(column, entity.Key!.Name) || (listed && order.Has(column, [])));
    }

    /// <summary>Of the list's own columns only what the usual plan may not find by itself: what is compared as a key, references.</summary>
    private bool IsUnordered(Comparison own) =>
        entity.Handles.Any(handle => handle.IsFolded && handle.Field.Property == own.Path.Property)
        || entity.Fields.OfType<ReferenceField>().Any(field => field.Property == own.Path.Property);

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.Ordinal);
}
