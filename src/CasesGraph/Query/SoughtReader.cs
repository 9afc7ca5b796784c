using System.Linq.Expressions;
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
        if (arguments.Where is not { } where)
            return [];
        var (parts, columns) = (Parts(where).ToList(), new FixedColumns(where));
        if (columns.Equal.Contains(entity.Key!.Name))
            return [];
        var found = parts.Select(part => By(part, SoughtMode.ByIndex)).OfType<Sought>().Take(MostWays).ToList();
        if (found.Count > 0 || IsInOrder(columns))
            return found;
        if (parts.Select(part => By(part, SoughtMode.Named)).OfType<Sought>().FirstOrDefault() is { } named)
            return [named];
        return [.. parts.OfType<SomeOf>().Where(some => !some.Negated).Select(Any).Take(1)];
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

    /// <summary>Of the list's own columns only what is compared as a key: the others' indexes are found without us.</summary>
    private Sought? By(Filter part, SoughtMode mode)
    {
        if (
            part is Comparison own
            && !entity.Handles.Any(one => one.IsFolded && one.Field.Property == own.Path.Property)
        )
            return null;
        var values = new SoughtValues(scope, indexes, arguments.IncludeDeleted, mode);
        if (values.Of(part, entity, listed, entity.Key!) is not { } keys)
            return null;
        // Of other rows that are looked through the run brings the keys as well.
        var isOwn = mode is SoughtMode.Named && values.Named is null;
        return new Sought(isOwn ? Among() : keys)
        {
            IsByIndex = mode is SoughtMode.ByIndex && values.Folded.Count == 0,
            Named = isOwn ? keys : values.Named?.Keys(scope),
            IsOwn = isOwn,
            Folded = values.Folded,
        };
    }

    /// <summary>The keys that the run brings.</summary>
    private IQueryable Among()
    {
        var row = Expression.Parameter(entity.Type, "one");
        var key = SeenRows.Own(Expression.Property(row, entity.Key!));
        return SeenRows.All(scope.Rows(entity)).Where(row, PlanScope.IsAmongKeys(key)).Select(row, key);
    }

    private Sought Any(SomeOf some) =>
        new(new SoughtValues(scope, indexes, arguments.IncludeDeleted, SoughtMode.ByIndex).OfAny(some))
        {
            IsByIndex = false,
        };

    /// <summary>Whether an index has in the order of the list what belongs to one row of another table.</summary>
    private bool IsInOrder(FixedColumns columns)
    {
        var own = indexes[entity.Type];
        var order = new IndexOrder(
            own,
            arguments.Order,
            columns,
            new NamedColumns(entity, columns, own),
            [nameof(ISoftDeleted.DeletedAt)]
        );
        return listed
            && entity
                .Fields.OfType<ReferenceField>()
                .Any(field =>
                    columns.Equal.Contains(field.Property.Name)
                    && order.Find(field.Property.Name, []) is { IsWhole: true }
                );
    }
}
