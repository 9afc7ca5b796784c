using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Rows that are seen as far as cases lead to them (<see cref="AccessLevel.Linked"/>).</summary>
internal static class RowsLedTo
{
    /// <summary>Whether whoever sees a row sees what the reference leads to by that alone.</summary>
    public static bool IsSeenBy(PropertyInfo reference, AccessShape shape) =>
        reference.IsDefined(typeof(LeadsToAttribute)) && shape.IsLinked(EntityRights.Find(reference.PropertyType));

    /// <summary>Whether an entity's rows, or the entries of its log, are seen that far and no further.</summary>
    public static bool IsLinked(this AccessShape shape, RightsAttribute? rights) =>
        !shape.IsContact && rights?.View is { } view && shape[view] is AccessLevel.Linked;

    /// <summary>The condition that something leads to a row, or to the one whose log it is in.</summary>
    /// <param name="seen">The condition that what leads there is seen.</param>
    public static Expression Of(Expression row, Func<Expression, Expression?> seen)
    {
        var isLog = row.Type.IsDefined(typeof(ForEachLoggedAttribute));
        var entity = isLog ? row.Type.GenericTypeArguments[0] : row.Type;
        var key = Expression.Property(row, isLog ? KeyOfRecord(row.Type) : EntityModel.Of(entity).Key!);
        return To(entity)
            .SelectMany(reference => Parts(reference).Select(part => Leads(reference, part, key, seen)))
            .Aggregate((Expression)Expression.Constant(false), EntityConditions.Either);
    }

    private static IEnumerable<PropertyInfo> To(Type entity) =>
        from type in EntityModel.Types
        from reference in type.GetProperties()
        where reference.PropertyType == entity && reference.IsDefined(typeof(LeadsToAttribute))
        select reference;

    /// <summary>Deleted rows are in indexes of their own: together they would be found by none.</summary>
    private static IEnumerable<Func<Expression, Expression?>> Parts(PropertyInfo reference) =>
        typeof(ISoftDeleted).IsAssignableFrom(reference.DeclaringType)
            ? [InUse.Is, row => Expression.Not(InUse.Is(row))]
            : [_ => null];

    private static Expression Leads(
        PropertyInfo reference,
        Func<Expression, Expression?> part,
        Expression key,
        Func<Expression, Expression?> seen
    )
    {
        var row = Expression.Parameter(reference.DeclaringType!, "leading");
        var column = Expression.Property(row, EntityConditions.KeyOf(reference)!);
        var whole = EntityConditions.Needed(row.Type).Where(one => one != reference);
        var all = whole
            .Select(one => seen(Expression.Property(row, one)))
            .Prepend(seen(row))
            .Prepend(part(row))
            .Prepend(Expression.Equal(column, Expression.Convert(key, column.Type)))
            .Aggregate(EntityConditions.Both)!;
        return EntityConditions.IsNever(all)
            ? all
            : Expression.Call(
                typeof(Queryable),
                nameof(Queryable.Any),
                [row.Type],
                Tables.Of(row.Type),
                Expression.Quote(Expression.Lambda(all, row))
            );
    }

    private static PropertyInfo KeyOfRecord(Type log) =>
        log.GetProperties().Single(property => property.IsDefined(typeof(KeyOfRecordAttribute)));
}
