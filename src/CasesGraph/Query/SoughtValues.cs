using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>What is to be found by indexes.</summary>
internal enum SoughtMode
{
    /// <summary>By the values that the filter compares with.</summary>
    ByIndex,

    /// <summary>By the keys of rows that are looked through by themselves, and that others refer to.</summary>
    Named,

    /// <summary>The same within one statement.</summary>
    Within,
}

/// <summary>
/// A column's values of the rows that a filter finds, by indexes alone. Who sees the rows is not asked here: it is of what is
/// read by these values.
/// </summary>
internal sealed class SoughtValues(
    PlanScope scope,
    ILookup<Type, MappedIndex> indexes,
    bool includeDeleted,
    SoughtMode mode
)
{
    private readonly List<Slot> folded = [];

    /// <summary>How many relations there are between the list's rows and what is read.</summary>
    private int depth;

    public IReadOnlyList<Slot> Folded => folded;

    public SoughtNamed? Named { get; private set; }

    /// <summary>Null where no index finds the rows.</summary>
    /// <param name="listed">Whether deleted rows are left out.</param>
    public IQueryable? Of(Filter filter, EntityModel entity, bool listed, PropertyInfo column) =>
        filter switch
        {
            AllOf { Filters: var all } => Merged(all)
                .Select(part => Of(part, entity, listed, column))
                .FirstOrDefault(found => found is not null),
            AnyOf { Filters: { Count: > 0 } any } => OfAnyOf(any, entity, listed, column),
            Comparison comparison => Compared(comparison, entity, listed, column),
            Related related => Through(related, entity, listed, column),
            SomeOf { Negated: false } some => OfSome(some, entity, listed, column),
            _ => null,
        };

    /// <summary>The owners of all rows of a list, whatever is asked of them.</summary>
    public IQueryable OfAny(SomeOf some)
    {
        var row = Expression.Parameter(some.Child.Type, "one");
        return Selected(Rows(some.Child, row, IsListed(some)), row, some.Foreign);
    }

    /// <summary>What is said of one reference in several conditions as one.</summary>
    public static IReadOnlyList<Filter> Merged(IEnumerable<Filter> all)
    {
        var parts = all.ToList();
        var related = parts
            .OfType<Related>()
            .GroupBy(one => one.Navigation)
            .Select(same => new Related(same.Key, FilterReader.Combine([.. same.Select(one => one.Filter)], false)));
        return [.. parts.Where(part => part is not Related), .. related];
    }

    /// <summary>All of them have to be found.</summary>
    private IQueryable? OfAnyOf(IReadOnlyList<Filter> any, EntityModel entity, bool listed, PropertyInfo column)
    {
        IQueryable? found = null;
        foreach (var one in any)
        {
            var each = new SoughtValues(
                scope,
                indexes,
                includeDeleted,
                mode is SoughtMode.Named ? SoughtMode.Within : mode
            )
            {
                depth = depth,
            };
            if (each.Of(one, entity, listed, column) is not { } some)
                return null;
            folded.AddRange(each.folded);
            found = found is null ? some : Linq.Concat(found, some);
        }
        return found;
    }

    private IQueryable? Compared(Comparison comparison, EntityModel entity, bool listed, PropertyInfo column)
    {
        var row = Expression.Parameter(entity.Type, "one");
        return Condition(comparison, entity, row, listed) is { } found
            ? Selected(Rows(entity, row, listed).Where(row, found), row, column)
            : null;
    }

    private Expression? Condition(Comparison comparison, EntityModel entity, Expression row, bool listed)
    {
        var (property, filters) = (comparison.Path.Property, new FilterExpression(scope, includeDeleted));
        if (comparison is not { Negated: false, Value: { } value, OrNull: false })
            return null;
        var isExact = comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.In;
        var handle = entity.Handles.FirstOrDefault(one => one.IsFolded && one.Field.Property == property);
        if (handle is null || !IsLedBy(entity, handle.Column, listed))
            return isExact && IsOfFew(entity, property, listed)
                ? filters.Compare(comparison, Own(row, property))
                : null;
        var key = Own(row, entity.Type.GetProperty(handle.Column)!);
        if (isExact || comparison.Operator is ComparisonOperator.EqualIgnoringCase)
        {
            if (!isExact)
                folded.Add(value);
            var form = value with { Form = SlotForm.Key };
            return filters.Compare(new Comparison(comparison.Path, OfKeys(value), Negated: false, form), key);
        }
        // Of what others refer to, more is known by looking through it once.
        if (
            mode is SoughtMode.ByIndex
            || (mode is SoughtMode.Named && depth > 0)
            || comparison.Operator < ComparisonOperator.Contains
        )
            return null;
        // Along the index, whose rows are short; it may have those with a key alone.
        var part = value with
        {
            Form = SlotForm.Part,
        };
        var contains = new Comparison(comparison.Path, ComparisonOperator.Contains, Negated: false, part);
        return Expression.AndAlso(Expression.Not(Linq.IsNull(key)), filters.Compare(contains, key));
    }

    private static ComparisonOperator OfKeys(Slot value) =>
        value.IsList ? ComparisonOperator.In : ComparisonOperator.Equal;

    private IQueryable? Through(Related related, EntityModel entity, bool listed, PropertyInfo column)
    {
        var target = EntityModel.Of(related.Navigation.PropertyType);
        if (
            EntityConditions.KeyOf(related.Navigation) is not { } reference
            || target.Key is not { } key
            || !IsLedBy(entity, reference.Name, listed)
        )
            return null;
        depth++;
        var found = Of(related.Filter, target, listed: false, key);
        depth--;
        if (found is not null)
            return Joined(found, entity, reference, listed, column);
        if (mode is SoughtMode.ByIndex || !IsNamed(target) || !IsOfColumns(related.Filter) || FindsNone(related.Filter))
            return null;
        var row = Expression.Parameter(entity.Type, "one");
        var named = new SoughtNamed(target, related.Filter, includeDeleted, indexes);
        if (mode is SoughtMode.Named)
            Named = named;
        var isOfNamed =
            mode is SoughtMode.Named
                ? PlanScope.IsAmongKeys(Own(row, reference))
                : Linq.Contains(named.Keys(scope), Linq.Unwrap(Own(row, reference)));
        return Selected(Rows(entity, row, listed).Where(row, isOfNamed), row, column);
    }

    private IQueryable? OfSome(SomeOf some, EntityModel entity, bool listed, PropertyInfo column)
    {
        depth++;
        var owners = Of(some.Filter, some.Child, IsListed(some), some.Foreign);
        depth--;
        return owners is null || column == entity.Key ? owners : Joined(owners, entity, entity.Key!, listed, column);
    }

    /// <summary>As a join, not as a list of keys: planners begin with the smaller side, whatever they know of the other.</summary>
    private IQueryable Joined(IQueryable keys, EntityModel entity, PropertyInfo by, bool listed, PropertyInfo column)
    {
        var (key, row) = (Expression.Parameter(keys.ElementType, "key"), Expression.Parameter(entity.Type, "one"));
        var isOfKey = Expression.Equal(Linq.Lift(Own(row, by)), Linq.Lift(key));
        return Selected(keys.SelectMany(key, Rows(entity, row, listed).Where(row, isOfKey)), row, column);
    }

    private IQueryable Rows(EntityModel entity, ParameterExpression row, bool listed)
    {
        var rows = SeenRows.All(scope.Rows(entity));
        return listed && scope.IsListed(row) is { } inUse ? rows.Where(row, inUse) : rows;
    }

    private static IQueryable Selected(IQueryable rows, ParameterExpression row, PropertyInfo column)
    {
        var value = Own(row, column);
        var present = Nullable.GetUnderlyingType(value.Type) is null
            ? rows
            : rows.Where(row, Expression.Not(Linq.IsNull(value)));
        return present.Select(row, Linq.Unwrap(value));
    }

    private static Expression Own(Expression row, PropertyInfo column) =>
        SeenRows.Own(Expression.Property(row, column));

    private bool IsListed(SomeOf some) => some.Node is null && Visibility.Hides(some.Child, node: null, includeDeleted);

    /// <summary>Whether an index finds the rows that have one value in a column, of which there are mostly few.</summary>
    private bool IsOfFew(EntityModel entity, PropertyInfo column, bool listed) =>
        column == entity.Key
        || (
            IsLedBy(entity, column.Name, listed)
            && (
                column.PropertyType == typeof(string)
                || EntityConditions.ReferenceBy(column) is { PropertyType: var target }
                    && EntityModel.Of(target).IdOf is null
            )
        );

    private bool IsLedBy(EntityModel entity, string column, bool listed) =>
        Same(scope.Db.Model.FindEntityType(entity.Type)?.FindPrimaryKey()?.Properties[0].Name, column)
        || indexes[entity.Type]
            .Any(index =>
                Same(index.Columns[0].Name, column)
                && index.Nulls.All(one => listed && one is nameof(ISoftDeleted.DeletedAt))
                && index.Values.All(one => Same(one, column))
            );

    /// <summary>Whether there are far fewer of them than of what refers to them.</summary>
    private static bool IsNamed(EntityModel target) => !target.Declared.IsLog && !PageForm.IsByTeams(target.Type);

    /// <summary>Whether a filter looks at a row alone, and at what it refers to.</summary>
    private static bool IsOfColumns(Filter filter) =>
        filter switch
        {
            AllOf { Filters: { Count: > 0 } all } => all.All(IsOfColumns),
            AnyOf { Filters: { Count: > 0 } any } => any.All(IsOfColumns),
            Comparison or BooleanComparison => true,
            Related related => IsOfColumns(related.Filter),
            _ => false,
        };

    /// <summary>Whether it holds too where there is nothing that it is asked of.</summary>
    private static bool FindsNone(Filter filter) =>
        filter switch
        {
            AllOf { Filters: var all } => all.All(FindsNone),
            AnyOf { Filters: var any } => any.Any(FindsNone),
            Comparison comparison => comparison.FindsNull != comparison.Negated,
            BooleanComparison comparison => comparison.Value.HasValue == comparison.Negated,
            Related related => FindsNone(related.Filter),
            _ => true,
        };

    private static bool Same(string? name, string other) => string.Equals(name, other, StringComparison.Ordinal);
}
