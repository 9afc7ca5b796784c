using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CasesGraph.Data;

/// <summary>
/// Adds the conditions of entities to a query, wherever its rows come from: tables, indexes for search, references. Every
/// statement that EF Core translates passes here, so whoever writes a query need not remember them.
/// </summary>
internal sealed class SeenRows(CasesDb db) : ExpressionVisitor
{
    private static readonly MethodInfo OwnMethod = MarkOf(nameof(Marked));
    private static readonly MethodInfo AllMethod = MarkOf(nameof(AllRows));
    private static readonly MethodInfo SeenMethod = MarkOf(nameof(SeenRow));
    private static readonly MethodInfo LeftMethod = MarkOf(nameof(LeftRow));
    private static readonly MethodInfo OwnRowMethod = MarkOf(nameof(OwnRow));
    private static readonly MethodInfo PartMethod = MarkOf(nameof(InPart));

    private EntityConditions Conditions => db.Conditions;

    public static IQueryable Of(IQueryable query, CasesDb db) =>
        query.Provider.CreateQuery(Tables.In(new SeenRows(db).Visit(query.Expression), db));

    /// <summary>
    /// Marks the column by which rows belong to an owner that is seen anyway: an index finds it as long as it stands alone.
    /// </summary>
    public static Expression Own(Expression column) =>
        Expression.Call(OwnMethod.MakeGenericMethod(column.Type), column);

    /// <summary>All rows of a table, for a condition that says itself which of them are seen.</summary>
    public static IQueryable All(IQueryable rows) =>
        rows.Provider.CreateQuery(Expression.Call(AllMethod.MakeGenericMethod(rows.ElementType), rows.Expression));

    /// <inheritdoc cref="All"/>
    public static IQueryable<T> AllOf<T>(IQueryable<T> rows) => (IQueryable<T>)All(rows);

    /// <summary>Marks whether one of all rows is seen.</summary>
    public static Expression IsSeen(Expression row) => Expression.Call(SeenMethod.MakeGenericMethod(row.Type), row);

    /// <summary>Marks whether one that is not seen tells of a record that has left.</summary>
    public static Expression HasLeft(Expression row) => Expression.Call(LeftMethod.MakeGenericMethod(row.Type), row);

    /// <summary>Marks whether a row is a contact's own.</summary>
    public static Expression IsOwn(Expression row) => Expression.Call(OwnRowMethod.MakeGenericMethod(row.Type), row);

    /// <summary>The rows of a table that are in a part of what the caller reaches, in place of all.</summary>
    public static IQueryable<T> Part<T>(IQueryable<T> rows, RowPart part) =>
        rows.Provider.CreateQuery<T>(
            Expression.Call(PartMethod.MakeGenericMethod(typeof(T)), rows.Expression, Expression.Constant(part))
        );

    protected override Expression VisitExtension(Expression node) =>
        node is not EntityQueryRootExpression root ? base.VisitExtension(node)
        : Conditions.Hide(root.ElementType) ? Rows(nameof(RowsOf), root.ElementType)
        : SearchIndex.All.FirstOrDefault(index => Same(index.Table, root.EntityType.Name)) is { } search
            ? Hits(root, search)
        : root;

    /// <summary>A query that a lambda has captured is a part of the whole; EF Core would put it in its place only later.</summary>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (Captured(node) is IQueryable query)
            return Visit(query.Expression);
        if (
            node.Expression is null
            || !EntityConditions.IsEntity(node.Expression.Type)
            || node.Member is not PropertyInfo
        )
            return base.VisitMember(node);
        return Column(node, isOwn: false);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var mark = node.Method.IsGenericMethod ? node.Method.GetGenericMethodDefinition() : null;
        return mark == OwnMethod ? Column((MemberExpression)node.Arguments[0], isOwn: true)
            : mark == PartMethod
                ? Rows(
                    nameof(RowsIn),
                    node.Method.GetGenericArguments()[0],
                    ((ConstantExpression)node.Arguments[1]).Value!
                )
            : mark == AllMethod ? node.Arguments[0]
            : mark == SeenMethod ? Conditions.Seen(node.Arguments[0]) ?? Expression.Constant(true)
            : mark == OwnRowMethod ? Conditions.Own(node.Arguments[0])
            : mark == LeftMethod ? Conditions.Left(node.Arguments[0]) ?? Expression.Constant(false)
            : base.VisitMethodCall(node);
    }

    /// <summary>A column, by references: null where one of them leads to what is hidden.</summary>
    private Expression Column(MemberExpression node, bool isOwn)
    {
        var column = (PropertyInfo)node.Member;
        var steps = new Stack<PropertyInfo>();
        var row = node.Expression!;
        while (
            row is MemberExpression { Member: PropertyInfo step, Expression: { } before }
            && EntityConditions.IsEntity(before.Type)
        )
        {
            steps.Push(step);
            row = before;
        }
        row = Visit(row);
        Expression? seen = null;
        foreach (var step in steps)
        {
            row = Expression.Property(row, step);
            if (!Conditions.IsSeenWithRow(step) && Conditions.Seen(row) is { } there)
                seen = EntityConditions.Both(seen, there);
        }
        var value = Expression.Property(row, column);
        if (!isOwn && Conditions.Reference(column) is { } reference)
        {
            var there = Conditions.Seen(Expression.Property(row, reference))!;
            seen = EntityConditions.Both(seen, there);
        }
        // Only what is read of a row can be null in its place; the row itself would be seen whole.
        return !IsColumn(column) && !EntityConditions.IsNeeded(column)
                ? throw new NotSupportedException($"{column.Name} leads to what can be hidden: name its columns.")
            : seen is null ? value
            : OrNull(seen, value);
    }

    /// <summary>Of the type that it was, though null can come of it.</summary>
    private static Expression OrNull(Expression seen, Expression value)
    {
        var type =
            value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null
                ? typeof(Nullable<>).MakeGenericType(value.Type)
                : value.Type;
        var found = type == value.Type ? value : Expression.Convert(value, type);
        // EF Core would work out a condition without a row by itself, and has no value for null then.
        if (EntityConditions.IsNever(seen))
            seen = Expression.Equal(found, Expression.Constant(value: null, type));
        var orNull = Expression.Condition(seen, found, Expression.Constant(value: null, type));
        return type == value.Type ? orNull : Expression.Convert(orNull, value.Type);
    }

    private bool IsColumn(PropertyInfo property) =>
        !Conditions.Hide(property.PropertyType) && !property.PropertyType.GenericTypeArguments.Any(Conditions.Hide);

    /// <summary>Those of rows that are seen.</summary>
    private Expression Hits(EntityQueryRootExpression root, SearchIndex index)
    {
        var entity = db
            .Model.GetEntityTypes()
            .Select(known => known.ClrType)
            .Single(type => Same(type.Name, index.Over));
        if (!Conditions.Hide(entity))
            return root;
        var hit = Expression.Parameter(root.ElementType, "hit");
        var row = Expression.Parameter(entity, "row");
        // Row by row: the keys of all rows that are seen are many more than are found.
        var isSeen = Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Any),
            [entity],
            Rows(nameof(RowsOf), entity),
            Expression.Quote(
                Expression.Lambda(
                    Expression.Equal(Expression.Property(row, index.Key), Expression.Property(hit, "Key")),
                    row
                )
            )
        );
        return Expression.Call(
            typeof(Queryable),
            nameof(Queryable.Where),
            [root.ElementType],
            root,
            Expression.Quote(Expression.Lambda(isSeen, hit))
        );
    }

    private Expression Rows(string method, Type entity, params object[] arguments) =>
        (
            (IQueryable)
                typeof(SeenRows)
                    .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!
                    .MakeGenericMethod(entity)
                    .Invoke(this, arguments)!
        ).Expression;

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.Ordinal);

    private static MethodInfo MarkOf(string name) =>
        typeof(SeenRows).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static T Marked<T>(T column) => throw OnlyInSql(column);

    private static IQueryable<T> AllRows<T>(IQueryable<T> rows) => throw OnlyInSql(rows);

    private static bool SeenRow<T>(T row) => throw OnlyInSql(row);

    private static bool OwnRow<T>(T row) => throw OnlyInSql(row);

    private static bool LeftRow<T>(T row) => throw OnlyInSql(row);

    private static InvalidOperationException OnlyInSql(object? read) => new($"{read} is read in SQL only.");

    private static IQueryable<T> InPart<T>(IQueryable<T> rows, RowPart part) => throw OnlyInSql((rows, part));

    private IQueryable<T> RowsOf<T>()
        where T : class => db.Rows<T>();

    private IQueryable<T> RowsIn<T>(RowPart part)
        where T : class => Conditions.Seen(db.Set<T>(), part);

    /// <summary>What a lambda has captured.</summary>
    private static object? Captured(MemberExpression node) =>
        (node.Expression, node.Member) switch
        {
            (ConstantExpression { Value: { } closure }, FieldInfo field) => field.GetValue(closure),
            (MemberExpression outer, FieldInfo field) when Captured(outer) is { } closure => field.GetValue(closure),
            _ => null,
        };
}
