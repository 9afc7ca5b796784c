using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Lists of the log for callers who see some records only: an entry with which a record left is told too, but nothing else
/// of it than its properties say (<see cref="OfLeftAttribute"/>).
/// </summary>
internal sealed class LeftRows(ParameterExpression row, Expression isSeen)
{
    /// <summary>Null where there is nothing to tell of what left.</summary>
    public static LeftRows? Of(EntityModel entity, ParameterExpression row, PlanScope scope) =>
        entity.Declared.IsLog && scope.Db.Conditions.Left(row) is not null
            ? new(row, IsSeen(entity, row, scope))
            : null;

    private Expression IsLeft => Expression.AndAlso(Expression.Not(isSeen), SeenRows.HasLeft(row));

    /// <summary>What meets a condition of what is seen, and what left as far as the condition is about what is told of it.</summary>
    public Expression Matching(Filter where, FilterExpression filters)
    {
        var parts = where is AllOf { Filters: var all } ? all : [where];
        // In both alike, where an index finds them.
        var same = parts.Where(IsTold).Select(part => filters.Build(part, row));
        var others = parts.Where(part => !IsTold(part)).ToList();
        var seen = others.Select(part => filters.Build(part, row)).Prepend(isSeen).Joined(Expression.AndAlso)!;
        var left = others.Select(part => Told(part, filters)).Prepend(IsLeft).Joined(Expression.AndAlso)!;
        return same.Append(Expression.OrElse(seen, left)).Joined(Expression.AndAlso)!;
    }

    /// <summary>A column of the row as it is told.</summary>
    public Expression Column(LaidColumn column) => Told(column.Of(row), column.Path[0]);

    private Expression Told(Expression value, PropertyInfo property)
    {
        if (IsToldAsIs(property))
            return value;
        var lifted = Linq.Lift(value);
        return Expression.Condition(isSeen, lifted, Expression.Constant(OfLeft(property)?.As, lifted.Type));
    }

    private Expression Told(Filter filter, FilterExpression filters) =>
        filter switch
        {
            AllOf { Filters: var parts } => parts.Select(part => Told(part, filters)).Joined(Expression.AndAlso)
                ?? Expression.Constant(true),
            AnyOf { Filters: var parts } => parts.Select(part => Told(part, filters)).Joined(Expression.OrElse)
                ?? Expression.Constant(false),
            Comparison { Path.Property: var property } comparison when OfLeft(property) is { } told => told.IsNull
                ? Expression.Constant(comparison.HoldsOfNull)
                : filters.Compare(comparison, Told(Linq.Property(row, property), property)),
            Related { Navigation: var navigation } related when OfLeft(navigation) is { IsNull: true } =>
                Expression.Constant(related.Filter.HoldsOfNull),
            SaidTwice { Exact: var exact } => Told(exact, filters),
            // To judge it would tell of what is hidden.
            _ => Expression.Constant(true),
        };

    private static bool IsTold(Filter filter) =>
        filter switch
        {
            AllOf { Filters: var parts } => parts.All(IsTold),
            AnyOf { Filters: var parts } => parts.All(IsTold),
            Comparison comparison => IsToldAsIs(comparison.Path.Property),
            _ => false,
        };

    /// <summary>
    /// To those whom it left no entry is; said by a column, for of columns that are constant and equal EF Core reads one.
    /// </summary>
    private static Expression IsSeen(EntityModel entity, ParameterExpression row, PlanScope scope) =>
        scope.Access.LogReaders is LogReaders.Leavers
            ? Expression.LessThan(Expression.Property(row, entity.Key!), Expression.Constant(0L))
            : SeenRows.IsSeen(row);

    /// <summary>Whether who is told that a record left is told this of the entry.</summary>
    public static bool IsToldAsIs(PropertyInfo property) => OfLeft(property) is { As: null, IsNull: false };

    private static OfLeftAttribute? OfLeft(PropertyInfo property) => property.GetCustomAttribute<OfLeftAttribute>();
}
