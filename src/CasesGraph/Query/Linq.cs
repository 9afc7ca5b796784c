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

    public static IQueryable Distinct(this IQueryable rows) =>
        rows.Provider.CreateQuery(
            Expression.Call(typeof(Queryable), nameof(Queryable.Distinct), [rows.ElementType], rows.Expression)
        );

    /// <summary>The rows of both.</summary>
    public static IQueryable Concat(this IQueryable rows, IQueryable others) =>
        rows.Provider.CreateQuery(
            Expression.Call(
                typeof(Queryable),
                nameof(Queryable.Concat),
                [rows.ElementType],
                rows.Expression,
                others.Expression
            )
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
    public static IQueryable SelectMany(this IQueryable owners, ParameterExpression owner, IQueryable rows) =>
        owners.Apply(nameof(Queryable.SelectMany), RowsOf(owner, rows), owners.ElementType, rows.ElementType);

    /// <summary>Every pair of an owner and a row; a condition on both makes a join of it.</summary>
    public static IQueryable CrossJoin(this IQueryable owners, IQueryable rows) =>
        owners.Pairs(Expression.Parameter(owners.ElementType), rows);

    /// <summary>Each owner beside each of its rows, whose own condition correlates them; an owner without any stands alone.</summary>
    public static IQueryable LeftJoin(this IQueryable owners, ParameterExpression owner, IQueryable rows)
    {
        Type[] types = [rows.ElementType];
        var orNone = Expression.Call(typeof(Queryable), nameof(Queryable.DefaultIfEmpty), types, rows.Expression);
        return owners.Pairs(owner, rows.Provider.CreateQuery(orNone));
    }

    /// <summary>Each owner beside each of its rows, whose own condition correlates them.</summary>
    public static IQueryable Pairs(this IQueryable owners, ParameterExpression owner, IQueryable rows)
    {
        var (one, row) = (Expression.Parameter(owners.ElementType), Expression.Parameter(rows.ElementType));
        var pair = typeof(Pair<,>).MakeGenericType(one.Type, row.Type);
        var paired = Expression.MemberInit(
            Expression.New(pair),
            Expression.Bind(pair.GetProperty(nameof(Pair<,>.Owner))!, one),
            Expression.Bind(pair.GetProperty(nameof(Pair<,>.Row))!, row)
        );
        return owners.Provider.CreateQuery(
            Expression.Call(
                typeof(Queryable),
                nameof(Queryable.SelectMany),
                [one.Type, row.Type, pair],
                owners.Expression,
                Expression.Quote(RowsOf(owner, rows)),
                Expression.Quote(Expression.Lambda(paired, one, row))
            )
        );
    }

    /// <summary>Conditions as one; null where there is none.</summary>
    public static Expression? Joined(
        this IEnumerable<Expression> conditions,
        Func<Expression, Expression, Expression> join
    ) => conditions.Aggregate((Expression?)null, (left, right) => left is null ? right : join(left, right));

    public static Expression Contains(IQueryable values, Expression value) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [values.ElementType], values.Expression, value);

    /// <summary>
    /// Whether there is a row that meets the condition, asked of one owner after the other: a value, not EXISTS, which a
    /// planner might turn into a set of all owners that have such a row.
    /// </summary>
    public static Expression HasOne(IQueryable rows, ParameterExpression row, Expression condition) =>
        Expression.Equal(
            Expression.Call(
                typeof(Queryable),
                nameof(Queryable.FirstOrDefault),
                [typeof(int)],
                rows.Where(row, condition).Ones(row).Expression
            ),
            Expression.Constant(1)
        );

    public static Expression HasAny(IQueryable rows, ParameterExpression row, Expression condition) =>
        Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Any),
            [row.Type],
            rows.Expression,
            Expression.Quote(Expression.Lambda(condition, row))
        );

    public static IQueryable Ones(this IQueryable rows, ParameterExpression row) =>
        rows.Select(row, Expression.Constant(1));

    public static IQueryable GroupBy(this IQueryable rows, ParameterExpression row, Expression key) =>
        rows.Apply(nameof(Queryable.GroupBy), Expression.Lambda(key, row), rows.ElementType, key.Type);

    public static Expression CountOf(ParameterExpression group) =>
        Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [group.Type.GetGenericArguments()[1]], group);

    /// <summary>A key as a value of its own: EF Core numbers all rows of a join when it sees that its columns are equal.</summary>
    public static Expression Hidden(Expression key) => Expression.Add(key, Expression.Constant(0L));

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

    public static Expression Follow(Expression row, IEnumerable<PropertyInfo> path) => path.Aggregate(row, Property);

    /// <summary>A column, also one that only a form of the row has: null in the others.</summary>
    public static Expression Property(Expression row, PropertyInfo property) =>
        Expression.Property(
            property.DeclaringType!.IsAssignableFrom(row.Type) ? row : Expression.Convert(row, property.DeclaringType),
            property
        );

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

    /// <summary>As SelectMany wants it: a query is not a sequence by its own type.</summary>
    private static LambdaExpression RowsOf(ParameterExpression owner, IQueryable rows) =>
        Expression.Lambda(
            typeof(Func<,>).MakeGenericType(owner.Type, typeof(IEnumerable<>).MakeGenericType(rows.ElementType)),
            rows.Expression,
            owner
        );

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

/// <summary>What <see cref="Linq.CrossJoin"/> gives; EF Core only ever takes it apart.</summary>
internal sealed class Pair<TOwner, TRow>
{
    public required TOwner Owner { get; init; }
    public required TRow Row { get; init; }
}
