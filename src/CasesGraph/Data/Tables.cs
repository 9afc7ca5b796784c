using System.Linq.Expressions;
using System.Reflection;

namespace CasesGraph.Data;

/// <summary>
/// Tables in conditions, which are made without a context and hold for several. Their rows are all that there are: who
/// says which rows are seen cannot be asked for that.
/// </summary>
internal sealed class Tables(CasesDb db) : ExpressionVisitor
{
    private static readonly MethodInfo Marker = typeof(Tables).GetMethod(
        nameof(Rows),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    /// <summary>Stands for the rows of a table.</summary>
    public static Expression Of(Type entity) => Expression.Call(Marker.MakeGenericMethod(entity));

    /// <summary>The query with the tables of its context.</summary>
    public static IQueryable<T> In<T>(IQueryable<T> query, CasesDb db) =>
        query.Provider.CreateQuery<T>(In(query.Expression, db));

    public static Expression In(Expression expression, CasesDb db) => new Tables(db).Visit(expression);

    protected override Expression VisitMethodCall(MethodCallExpression node) =>
        node.Method.IsGenericMethod && node.Method.GetGenericMethodDefinition() == Marker
            ? Root(node.Method.GetGenericArguments()[0])
            : base.VisitMethodCall(node);

    private Expression Root(Type entity) =>
        (
            (IQueryable)
                typeof(CasesDb)
                    .GetMethod(nameof(CasesDb.Set), 1, [])!
                    .MakeGenericMethod(entity)
                    .Invoke(db, parameters: null)!
        ).Expression;

    private static IQueryable<T> Rows<T>() =>
        throw new InvalidOperationException($"{typeof(T).Name} has rows only where a context is.");
}
