using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>A range of an index that has a part of a list's rows in the list's order.</summary>
/// <param name="Conditions">What its rows have in common, and where in it a page begins.</param>
/// <param name="Order">What is left to order there.</param>
internal sealed record RowRange(IReadOnlyList<Expression> Conditions, IReadOnlyList<OrderKey> Order);

/// <summary>The ranges in which an index has the rows of a page.</summary>
internal sealed class RangeReader(
    ListArguments arguments,
    FixedColumns columns,
    PlanScope scope,
    ParameterExpression row,
    Func<OrderKey, Expression> key
)
{
    private readonly Dictionary<(string Column, int Place, Slot? Behind), Expression> names = [];

    /// <summary>Whether a page ends at a cursor, not begins at one: ranges before it would be read for nothing.</summary>
    public static bool EndsAtACursor(ListArguments arguments) =>
        (arguments.Backward ? arguments.After : arguments.Before) is not null;

    /// <summary>The ranges of an index, whose page begins at the cursor.</summary>
    public IReadOnlyList<RowRange> Read(IndexReads reads)
    {
        var order = reads.Keys.Select(one => arguments.Backward ? one.Reversed : one).ToList();
        var leading = order.TakeWhile(one => reads.Split.Any(column => IsOf(column, one))).Count();
        var beside = reads.Split.Where(column => !order.Take(leading).Any(one => IsOf(column, one))).ToList();
        var ordered = order.Take(leading).Select(one => reads.Split.Single(column => IsOf(column, one))).ToList();
        var begun = Begun(order, ordered, leading);
        return
        [
            .. from conditions in begun
            from others in Names(beside)
            from end in reads.IsCut ? Cut(conditions.Order, conditions.Bound) : [Whole(conditions)]
            select new RowRange(
                [.. conditions.Conditions, .. others, .. end.Conditions],
                [.. Nulls(reads.Index, end.Order), .. end.Order]
            ),
        ];
    }

    private Bound? Begins => arguments.Backward ? arguments.Before : arguments.After;

    /// <summary>By the keys that are split: where the page goes on in one of them, and in those behind it all.</summary>
    private IEnumerable<Begin> Begun(List<OrderKey> order, List<NamedColumn> ordered, int leading)
    {
        var rest = order[leading..];
        if (Begins is not { } begins)
        {
            foreach (var conditions in Names(ordered))
                yield return new Begin([.. conditions], rest, Bound: null);
            yield break;
        }
        var slots = order.ConvertAll(one => begins.Values[Place(one)]);
        var tied = new List<Expression>();
        for (var at = 0; at < leading; at++)
        {
            var behind = new PlaceOfKey(slots[at]!, order[at].Descending);
            foreach (var further in Each(ordered[at], behind))
            {
                foreach (var others in Names(ordered[(at + 1)..]))
                    yield return new Begin([.. tied, further, .. others], rest, Bound: null);
            }
            tied.Add(Expression.Equal(Column(ordered[at]), scope.Value(slots[at]!)));
        }
        yield return new Begin(tied, rest, slots[leading..]);
    }

    /// <summary>The place of a key in the list's whole order, as cursors have it.</summary>
    private int Place(OrderKey of) => arguments.Order.Index().First(one => one.Item.Path.SequenceEqual(of.Path)).Index;

    private (IReadOnlyList<Expression> Conditions, IReadOnlyList<OrderKey> Order) Whole(Begin begin) =>
        (Bounds(begin.Order, begin.Bound), begin.Order);

    private Expression[] Bounds(IReadOnlyList<OrderKey> order, IReadOnlyList<Slot?>? bound) =>
        bound is null || order.Count == 0
            ? []
            : [KeysetExpression.Behind(order, [.. bound.Select(slot => slot is null ? null : scope.Value(slot))], key)];

    /// <summary>Rows without a value in the first key, and those with one, each as the index has them.</summary>
    private IEnumerable<(IReadOnlyList<Expression> Conditions, IReadOnlyList<OrderKey> Order)> Cut(
        IReadOnlyList<OrderKey> order,
        IReadOnlyList<Slot?>? bound
    )
    {
        var first = order[0];
        var column = key(first);
        var indexed = first with { NullsFirst = !first.Descending };
        IReadOnlyList<OrderKey> whole = [indexed, .. order.Skip(1)];
        // A cursor among those that come last has all others before it.
        var (isAtNull, isAtValue) = (bound is not null && bound[0] is null, bound is not null && bound[0] is not null);
        if (!columns.WithValue.Contains(first.Path[0].Name) && !(isAtValue && first.NullsFirst))
        {
            IReadOnlyList<Slot?>? within = isAtNull ? [.. bound!.Skip(1)] : null;
            yield return ([Linq.IsNull(column), .. Bounds([.. order.Skip(1)], within)], whole);
        }
        if (!(isAtNull && !first.NullsFirst))
        {
            yield return (
                [
                    Expression.Not(Linq.IsNull(column)),
                    .. Bounds([first with { Nullable = false }, .. order.Skip(1)], isAtValue ? bound : null),
                ],
                whole
            );
        }
    }

    /// <summary>One condition for each name of each column, all together.</summary>
    private IEnumerable<IEnumerable<Expression>> Names(IReadOnlyList<NamedColumn> of) =>
        of.Aggregate(
            (IEnumerable<IEnumerable<Expression>>)
                [
                    [],
                ],
            (all, column) => all.SelectMany(one => Each(column, behind: null).Select(one.Append))
        );

    private IEnumerable<Expression> Each(NamedColumn column, PlaceOfKey? behind) =>
        Enumerable.Range(0, column.Most).Select(place => Expression.Equal(Column(column), Name(column, place, behind)));

    private Expression Name(NamedColumn column, int place, PlaceOfKey? behind)
    {
        var of = (column.Name, place, behind?.Value);
        if (!names.TryGetValue(of, out var name))
        {
            name = scope.Following(new NameAtPlace(column, place, behind), column.Type);
            names.Add(of, name);
        }
        return name;
    }

    /// <summary>
    /// Columns of the index that are null in all rows: a planner that does not take them for fixed sees its order by them.
    /// </summary>
    private IEnumerable<OrderKey> Nulls(MappedIndex index, IReadOnlyList<OrderKey> order) =>
        columns
            .Comparisons.Where(one => columns.WithoutValue.Contains(one.Path.Property.Name))
            .Where(one =>
                index.Columns.Any(column =>
                    string.Equals(column.Name, one.Path.Property.Name, StringComparison.Ordinal)
                )
            )
            .Select(one => new OrderKey(
                [one.Path.Property],
                one.Path.Scalar,
                Nullable: true,
                order[0].Descending,
                NullsFirst: !order[0].Descending
            ));

    private MemberExpression Column(NamedColumn column) => Expression.Property(row, column.Name);

    private static bool IsOf(NamedColumn column, OrderKey one) =>
        string.Equals(one.Path[0].Name, column.Name, StringComparison.Ordinal);

    /// <summary>A part of a page by the keys that are split.</summary>
    /// <param name="Bound">Where it begins in the keys that are left; null for all.</param>
    private sealed record Begin(
        IReadOnlyList<Expression> Conditions,
        IReadOnlyList<OrderKey> Order,
        IReadOnlyList<Slot?>? Bound
    );
}
