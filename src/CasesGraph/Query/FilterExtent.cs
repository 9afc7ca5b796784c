namespace CasesGraph.Query;

/// <summary>
/// Judges what a filter can leave out, by each of its comparisons and the rules of what joins them. Conditions that leave
/// nothing out only together, such as "before noon or not before noon", are taken to leave something out.
/// </summary>
internal sealed class FilterExtent(ListValues values, bool includeDeleted)
{
    public Extent Of(Filter filter, KnownRows rows) =>
        filter switch
        {
            AllOf { Filters: var parts } => parts.Aggregate(Extent.Always, (all, part) => all.And(Of(part, rows))),
            AnyOf { Filters: var parts } => parts.Aggregate(Extent.Never, (any, part) => any.Or(Of(part, rows))),
            Comparison { Path: var column, Negated: var negated } comparison => Over(
                rows.Values(column.Property),
                () => OfPresent(comparison),
                () => Extent.Of(comparison.FindsNull),
                negated
            ),
            BooleanComparison { Path: var column, Value: var value, Negated: var negated } => Over(
                rows.Values(column.Property),
                () => value is null ? Extent.Never : new Extent(CanHold: true, CanFail: true),
                () => Extent.Of(value is null),
                negated
            ),
            Related { Navigation: var navigation, Filter: var inner } => Over(
                rows.Values(navigation),
                () => Of(inner, rows.Behind(navigation)),
                () => Of(inner, KnownRows.Absent),
                negated: false
            ),
            SomeOf some => Of(some, rows),
            SaidTwice { Exact: var exact } => Of(exact, rows),
            _ => throw new NotSupportedException(filter.GetType().Name),
        };

    private Extent OfPresent(Comparison comparison) =>
        comparison.Value is { } slot
            ? Operators.Extent(comparison.Operator, new ColumnValues(comparison.Path), values[slot.Index])
            : Extent.Never;

    /// <summary>What is not there has no list.</summary>
    private Extent Of(SomeOf some, KnownRows rows)
    {
        var found = Extent.Never;
        if (rows.AreThere)
        {
            var items = Of(some.Filter, KnownRows.Of(some, includeDeleted));
            found = items with { CanFail = !some.NeverEmpty || items.CanFail };
        }
        return some.Negated ? found.Opposite : found;
    }

    private static Extent Over((bool Some, bool None) rows, Func<Extent> present, Func<Extent> absent, bool negated)
    {
        var extent =
            !rows.None ? present()
            : !rows.Some ? absent()
            : present().Beside(absent());
        return negated ? extent.Opposite : extent;
    }
}
