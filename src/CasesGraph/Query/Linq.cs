using System.Linq.Expressions;
using System.Reflection;

namespace CasesGraph.Query;

/// <summary>LINQ's operators over rows whose type is known only when a plan is built.</summary>
internal static class Linq
{
    public static IQueryable Where(this IQueryable rows, ParameterExpression row, Expression condition) =>
        rows.Apply(nameof(Queryable.Where), Expression.Lambda(condition, row), rows.ElementType);

    public static IQueryable Take(this IQueryable rows, Expression count) =>
        rows.Provider.CreateQuery(
            Expression.Call(typeof(Queryable), nameof(Queryable.Take), [rows.ElementType], rows.Expression, count)
        );

    /// <summary>Adds a sort key behind those that are there.</summary>
    public static IQueryable Sort(
        this IQueryable rows,
        ParameterExpression row,
        Expression key,
        bool descending,
        bool first
    )
    {
        var method = (first, descending) switch
        {
            (true, false) => nameof(Queryable.OrderBy),
            (true, true) => nameof(Queryable.OrderByDescending),
            (false, false) => nameof(Queryable.ThenBy),
            (false, true) => nameof(Queryable.ThenByDescending),
        };
        return rows.Apply(method, Expression.Lambda(key, row), rows.ElementType, key.Type);
    }

    /// <summary>Reads the columns, in their order; EF Core translates the row, nobody ever materialises it.</summary>
    public static IQueryable Columns(this IQueryable rows, ParameterExpression row, IEnumerable<Expression> columns)
    {
        var array = Expression.NewArrayInit(
            typeof(object),
            columns.Select(column => Expression.Convert(column, typeof(object)))
        );
        return rows.Select(row, array);
    }

    public static IQueryable Select(this IQueryable rows, ParameterExpression row, Expression value) =>
        rows.Apply(nameof(Queryable.Select), Expression.Lambda(value, row), rows.ElementType, value.Type);

    /// <summary>For each owner its rows: what correlates them stands in the rows' own condition.</summary>
    public static IQueryable SelectMany(this IQueryable owners, ParameterExpression owner, IQueryable rows)
    {
        var rowsOfOwner = typeof(IEnumerable<>).MakeGenericType(rows.ElementType);
        var selector = Expression.Lambda(
            typeof(Func<,>).MakeGenericType(owner.Type, rowsOfOwner),
            rows.Expression,
            owner
        );
        return owners.Apply(nameof(Queryable.SelectMany), selector, owners.ElementType, rows.ElementType);
    }

    public static IQueryable Ones(this IQueryable rows, ParameterExpression row) =>
        rows.Select(row, Expression.Constant(1));

    /// <summary>The key's values and how many rows have each.</summary>
    public static IQueryable CountBy(this IQueryable rows, ParameterExpression row, Expression key)
    {
        var groups = rows.GroupBy(row, key);
        var group = Expression.Parameter(groups.ElementType, "group");
        return groups.Columns(group, [Expression.Property(group, nameof(IGrouping<,>.Key)), CountOf(group)]);
    }

    public static IQueryable GroupBy(this IQueryable rows, ParameterExpression row, Expression key) =>
        rows.Apply(nameof(Queryable.GroupBy), Expression.Lambda(key, row), rows.ElementType, key.Type);

    /// <summary>How many rows a group has.</summary>
    public static Expression CountOf(ParameterExpression group) =>
        Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [group.Type.GetGenericArguments()[1]], group);

    public static Expression AsNumber(Expression boolean)
    {
        var value = Lift(boolean);
        var number = Expression.Condition(
            Expression.Equal(value, Expression.Constant(true, typeof(bool?))),
            Expression.Constant(1, typeof(int?)),
            Expression.Constant(0, typeof(int?))
        );
        return Expression.Condition(IsNull(value), Expression.Constant(null, typeof(int?)), number);
    }

    public static Expression Follow(Expression row, IEnumerable<PropertyInfo> path) =>
        path.Aggregate(row, Expression.Property);

    /// <summary>The value inside a Nullable, as the database sees it anyway.</summary>
    public static Expression Unwrap(Expression value) =>
        Nullable.GetUnderlyingType(value.Type) is null ? value : Expression.Property(value, nameof(Nullable<>.Value));

    /// <summary>
    /// The null has the value's own type: EF Core takes two conditions on one column, one with a null of another type,
    /// for a contradiction.
    /// </summary>
    public static Expression IsNull(Expression value)
    {
        var lifted = Lift(value);
        return Expression.Equal(lifted, Expression.Constant(null, lifted.Type));
    }

    /// <summary>A value type that a join may leave out can be null, whatever its own type says.</summary>
    public static Expression Lift(Expression value) =>
        value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null
            ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type))
            : value;

    private static IQueryable Apply(
        this IQueryable rows,
        string method,
        LambdaExpression lambda,
        params Type[] types
    ) =>
        rows.Provider.CreateQuery(
            Expression.Call(typeof(Queryable), method, types, rows.Expression, Expression.Quote(lambda))
        );
}
