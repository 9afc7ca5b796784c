using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// The rows behind a place in an order, for any number of keys and with nulls at either end. The first key's own range
/// is stated as well, though the rest implies it: by it an index finds the place.
/// </summary>
internal static class KeysetExpression
{
    /// <summary>The condition that a row stands behind the place.</summary>
    /// <param name="order">The order, already reversed when the rows before the place are wanted.</param>
    /// <param name="values">A value for each key, null where the place has null.</param>
    public static Expression Behind(
        IReadOnlyList<OrderKey> order,
        IReadOnlyList<Expression?> values,
        Func<OrderKey, Expression> column
    )
    {
        Expression? behind = null;
        for (var index = order.Count - 1; index >= 0; index--)
        {
            var key = order[index];
            var further = Further(key, column(key), values[index]);
            if (behind is null)
                behind = further ?? Expression.Constant(false);
            else
            {
                var tied = Expression.AndAlso(Tied(column(key), values[index]), behind);
                behind = further is null ? tied : Expression.OrElse(further, tied);
            }
        }
        var first = order[0];
        return order.Count > 1 && values[0] is { } value && !first.Nullable
            ? Expression.AndAlso(Compare(first, column(first), value, orEqual: true), behind!)
            : behind!;
    }

    private static Expression Tied(Expression column, Expression? value) =>
        value is null ? Linq.IsNull(column) : Expression.Equal(Linq.Unwrap(column), value);

    /// <summary>Strictly behind in this key alone; null when nothing can be.</summary>
    private static Expression? Further(OrderKey key, Expression column, Expression? value)
    {
        if (value is null)
            return key.NullsFirst ? Expression.Not(Linq.IsNull(column)) : null;
        var further = Compare(key, column, value, orEqual: false);
        return key is { Nullable: true, NullsFirst: false } ? Expression.OrElse(Linq.IsNull(column), further) : further;
    }

    private static BinaryExpression Compare(OrderKey key, Expression column, Expression value, bool orEqual)
    {
        var (left, right) = (Linq.Unwrap(column), value);
        if (key.Scalar.Type == typeof(string))
        {
            var compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
            (left, right) = (Expression.Call(compare, left, right), Expression.Constant(0));
        }
        var comparison = (key.Descending, orEqual) switch
        {
            (false, false) => ExpressionType.GreaterThan,
            (false, true) => ExpressionType.GreaterThanOrEqual,
            (true, false) => ExpressionType.LessThan,
            (true, true) => ExpressionType.LessThanOrEqual,
        };
        return Expression.MakeBinary(comparison, left, right, liftToNull: false, EnumOrder(left.Type));
    }

    /// <summary>C# has no order of enums; the database has, and EF Core translates the comparison, not this method.</summary>
    private static MethodInfo? EnumOrder(Type type) =>
        type.IsEnum
            ? typeof(KeysetExpression)
                .GetMethod(nameof(OnlyInSql), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
            : null;

    private static bool OnlyInSql<TEnum>(TEnum left, TEnum right) =>
        throw new InvalidOperationException($"{left} and {right} are compared in SQL only.");
}
