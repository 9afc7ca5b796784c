using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Pages in the order of what the rows refer to (<see cref="PageForm.AlongOwners"/>).</summary>
internal sealed partial class ListQuery
{
    private IQueryable FirstOf(PageForm.AlongOwners along, RowLayout layout)
    {
        var begins = arguments.Backward ? arguments.Before : arguments.After;
        IReadOnlyList<OrderKey> rest = [.. Order.Skip(1)];
        var behind = begins is null ? null : KeysetExpression.Behind(rest, [.. Values(begins).Skip(1)], Key);
        var value = begins?.Values[0];
        var first = Order[0];
        var parts = new List<IQueryable>();
        if (value is not null)
        {
            parts.Add(Along(along, column => Expression.Equal(column, scope.Value(value)), behind));
            parts.Add(Along(along, column => Behind(first, column, value), behind: null));
        }
        else if (begins is null || first.NullsFirst)
            parts.Add(Along(along, _ => null, behind: null));
        if (!along.Reference.Required && !(value is not null && first.NullsFirst))
            parts.Add(WithoutOwner(along, rest, value is null ? behind : null));
        return Sorted(parts.Aggregate(Linq.Concat), first: true)
            .Take(scope.Limit.Expression)
            .Columns(row, layout.Expressions(row, Rank));
    }

    /// <summary>The first rows of what is referred to, as far as its column meets a condition.</summary>
    private IQueryable Along(PageForm.AlongOwners along, Func<Expression, Expression?> isOn, Expression? behind)
    {
        var entity = EntityModel.Of(along.Reference.Target);
        var one = Expression.Parameter(entity.Type, "owner");
        var key = Expression.Property(one, entity.Key!);
        var owners = scope.Rows(entity);
        if (EntityConditions.Both(isOn(Ordered(one)), along.IsCallers?.Invoke(key)) is { } on)
            owners = owners.Where(one, on);
        var pairs = scope.Db.Dialect.HasLateralJoins
            ? owners.Pairs(one, PageOf(along, Linq.Hidden(key), behind))
            : owners.CrossJoin(scope.Rows(list.Child, RowPart.AskedElsewhere));
        var pair = Expression.Parameter(pairs.ElementType, "pair");
        var (ofPair, rowOfPair) = (
            Expression.Property(pair, nameof(Pair<,>.Owner)),
            Expression.Property(pair, nameof(Pair<,>.Row))
        );
        if (!scope.Db.Dialect.HasLateralJoins)
        {
            var keys = PageOf(along, Expression.Property(ofPair, entity.Key!), behind).Select(row, KeyOf(row));
            pairs = pairs.Where(pair, Linq.Contains(keys, KeyOf(rowOfPair)));
        }
        pairs = pairs.Sort(pair, Ordered(ofPair), Order[0].Descending, first: true);
        foreach (var next in Order.Skip(1))
            pairs = pairs.Sort(pair, Linq.Follow(rowOfPair, next.Path), next.Descending, first: false);
        return pairs.Take(scope.Limit.Expression).Select(pair, rowOfPair);
    }

    private IQueryable PageOf(PageForm.AlongOwners along, Expression owner, Expression? behind)
    {
        var isOfOwner = Expression.Equal(Linq.Lift(Of(along)), Linq.Lift(owner));
        return Sorted(
                In(along.Part, behind is null ? [isOfOwner] : [isOfOwner, behind], along.Hidden),
                Order.Skip(1),
                first: true
            )
            .Take(scope.Limit.Expression);
    }

    private IQueryable WithoutOwner(PageForm.AlongOwners along, IReadOnlyList<OrderKey> order, Expression? behind)
    {
        // A planner that does not take what is null for fixed sees the index's order by it.
        var reference = Of(along);
        var isWithout = Linq.IsNull(reference);
        var rows = In(along.Part, behind is null ? [isWithout] : [isWithout, behind], along.Hidden);
        rows = rows.Sort(row, reference, order[0].Descending, first: true);
        return Sorted(rows, order, first: false).Take(scope.Limit.Expression);
    }

    private Expression Of(PageForm.AlongOwners along) =>
        SeenRows.Own(Expression.Property(row, along.Reference.Property));

    private MemberExpression Ordered(Expression owner) => Expression.Property(owner, Order[0].Path[^1]);

    private static Expression Behind(OrderKey key, Expression column, Expression value) =>
        KeysetExpression.Behind([key with { Nullable = false }], [value], _ => column);

    private Expression Behind(OrderKey key, Expression column, Slot value) => Behind(key, column, scope.Value(value));
}
