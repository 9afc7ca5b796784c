using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

internal sealed class FilterExpression(PlanScope scope, bool includeDeleted)
{
    /// <summary>A condition that whoever builds the query sees to; null for none.</summary>
    public Filter? FoundElsewhere { get; init; }

    /// <summary>Columns of names, of one row, by which no index is to be chosen.</summary>
    public (ParameterExpression Row, IReadOnlySet<string>? Columns) Hidden { get; init; }

    /// <summary>
    /// Whether rows that belong to a row are asked for as a value. Beside an OR a planner may read EXISTS as a set of all owners
    /// that have such a row.
    /// </summary>
    public bool AsksEachRow { get; init; }

    public Expression Build(Filter filter, Expression row) =>
        filter switch
        {
            _ when ReferenceEquals(filter, FoundElsewhere) => Expression.Constant(true),
            AllOf { Filters: var parts } => parts.Select(part => Build(part, row)).Joined(Expression.AndAlso)
                ?? Expression.Constant(true),
            AnyOf { Filters: var parts } => parts.Select(part => Build(part, row)).Joined(Expression.OrElse)
                ?? Expression.Constant(false),
            Comparison comparison => Build(comparison, row),
            BooleanComparison comparison => Build(comparison, row),
            Related related => Build(related.Filter, Expression.Property(row, related.Navigation)),
            SomeOf some => Build(some, row),
            TalliedLinks links => Build(links, row),
            TalliedReference reference => Build(reference, row),
            SaidTwice { Exact: var exact, Column: var column } twice => !twice.Hideable.Any(scope.Db.Conditions.Hide)
                ? Build(column, row)
            // Who is hidden reads as nobody; whoever is not is the same in both, and is found by the column.
            : column is { Negated: false, Value: not null } ? Expression.AndAlso(Build(column, row), Build(exact, row))
            : Build(exact, row),
            _ => throw new NotSupportedException(filter.GetType().Name),
        };

    private Expression Build(Comparison comparison, Expression row)
    {
        var condition = Compare(comparison, Linq.Property(row, comparison.Path.Property));
        if (KeyHasPart(comparison, row) is { } part)
            condition = Expression.AndAlso(part, condition);
        return row == Hidden.Row && Hidden.Columns?.Contains(comparison.Path.Property.Name) is true
            ? scope.Db.Dialect.Unindexed(condition)
            : condition;
    }

    /// <summary>Of a text whose key is kept, what that has to have in it: far sooner asked than the text without case.</summary>
    private Expression? KeyHasPart(Comparison comparison, Expression row) =>
        comparison
            is {
                Operator: ComparisonOperator.ContainsIgnoringCase
                    or ComparisonOperator.StartsWithIgnoringCase
                    or ComparisonOperator.EndsWithIgnoringCase,
                Negated: false,
                Value: { } value,
            }
        && EntityModel
            .Of(row.Type)
            .Handles.FirstOrDefault(one => one.IsFolded && one.Field.Property == comparison.Path.Property)
            is { } handle
            ? Compare(
                new Comparison(
                    comparison.Path,
                    ComparisonOperator.Contains,
                    Negated: false,
                    value with
                    {
                        Form = SlotForm.Part,
                    }
                ),
                Linq.Property(row, row.Type.GetProperty(handle.Column)!)
            )
            : null;

    private Expression Build(SomeOf some, Expression row)
    {
        var child = Expression.Parameter(some.Child.Type, "child");
        var foreign = SeenRows.Own(Expression.Property(child, some.Foreign));
        var owner = Linq.Lift(Expression.Property(row, EntityModel.Of(row.Type).Key!));
        Expression condition = Expression.Equal(Linq.Lift(foreign), owner);
        // In C# null equals null: an owner that is not there must not have the rows without an owner.
        if (Nullable.GetUnderlyingType(foreign.Type) is not null)
            condition = Expression.AndAlso(Expression.Not(Linq.IsNull(foreign)), condition);
        var rows = scope.Rows(some.Child);
        var meets = Meets(some, child, condition);
        var any = AsksEachRow ? Linq.HasOne(rows, child, meets) : Linq.HasAny(rows, child, meets);
        return some.Negated ? Expression.Not(any) : any;
    }

    private Expression Build(TalliedLinks links, Expression row)
    {
        var target = Expression.Parameter(links.Target.Type, "target");
        Expression?[] conditions =
        [
            scope.IsListed(target),
            Build(links.Filter, target),
            Expression.GreaterThan(
                Sql(
                    nameof(TextFunctions.Position),
                    Expression.Property(row, links.Kept),
                    Sql(
                        nameof(TextFunctions.Between),
                        Expression.Constant("|" + links.Letter),
                        Expression.Property(target, links.Target.Key!),
                        Expression.Constant("|")
                    )
                ),
                Expression.Constant(0)
            ),
        ];
        var any = Linq.HasAny(
            scope.Rows(links.Target),
            target,
            conditions.OfType<Expression>().Joined(Expression.AndAlso)!
        );
        return links.Negated ? Expression.Not(any) : any;
    }

    private Expression Build(TalliedReference reference, Expression row)
    {
        var target = Expression.Parameter(reference.Target.Type, "target");
        var keys = scope
            .Rows(reference.Target)
            .Where(target, Build(reference.Filter, target))
            .Select(target, Expression.Property(target, reference.Target.Key!));
        var own = Expression.Property(row, reference.Key);
        var isAmong = Linq.Contains(keys, Linq.Unwrap(own));
        return Nullable.GetUnderlyingType(own.Type) is null ? isAmong
            : reference.Filter.HoldsOfNull ? Expression.OrElse(Linq.IsNull(own), isAmong)
            : Expression.AndAlso(Expression.Not(Linq.IsNull(own)), isAmong);
    }

    /// <summary>The keys of all owners that have such a row, some of them more than once.</summary>
    /// <param name="where">A condition on the row.</param>
    public IQueryable Owners(SomeOf some, Func<Expression, Expression> where)
    {
        var child = Expression.Parameter(some.Child.Type, "child");
        var foreign = SeenRows.Own(Expression.Property(child, some.Foreign));
        return scope
            .Rows(some.Child)
            .Where(child, Meets(some, child, where(child)))
            .Select(child, Linq.Unwrap(foreign));
    }

    private BinaryExpression Meets(SomeOf some, ParameterExpression child, Expression condition)
    {
        if (
            Visibility.Hides(some.Child, some.Node, includeDeleted)
            && Visibility.IsVisible(child, some.Node, scope) is { } listed
        )
            condition = Expression.AndAlso(condition, listed);
        return Expression.AndAlso(condition, Build(some.Filter, child));
    }

    private static BinaryExpression Build(BooleanComparison comparison, Expression row)
    {
        var column = Linq.Lift(Linq.Property(row, comparison.Path.Property));
        var value = Expression.Constant(comparison.Value, typeof(bool?));
        return comparison.Negated ? Expression.NotEqual(column, value) : Expression.Equal(column, value);
    }

    /// <summary>A comparison of a column, which need not be the row's own.</summary>
    public Expression Compare(Comparison comparison, Expression column)
    {
        var lifted = Linq.Lift(column);
        if (comparison is { Operator: ComparisonOperator.Equal })
        {
            var value = comparison.Value is null
                ? Expression.Constant(null, lifted.Type)
                : Convert(scope.Value(comparison.Value), lifted.Type);
            return comparison.Negated ? Expression.NotEqual(lifted, value) : Expression.Equal(lifted, value);
        }
        if (comparison is { Operator: ComparisonOperator.In })
            return In(comparison, column);
        var holds = Holds(comparison, column, scope.Value(comparison.Value!));
        return comparison.Negated ? Expression.OrElse(Linq.IsNull(column), holds) : holds;
    }

    /// <summary>Null counts as an item only where it is listed; a negated list keeps null unless it is listed.</summary>
    private Expression In(Comparison comparison, Expression column)
    {
        Expression among = comparison.Value is null
            ? Expression.Constant(false)
            : Expression.Call(
                scope.Value(comparison.Value),
                nameof(List<>.Contains),
                typeArguments: null,
                Linq.Unwrap(column)
            );
        if (!comparison.Negated)
            return comparison.OrNull ? Expression.OrElse(Linq.IsNull(column), among) : among;
        var notAmong = Expression.Not(among);
        return comparison.OrNull
            ? Expression.AndAlso(Expression.Not(Linq.IsNull(column)), notAmong)
            : Expression.OrElse(Linq.IsNull(column), notAmong);
    }

    private static Expression Holds(Comparison comparison, Expression column, Expression value)
    {
        var text = comparison.Operator
            is ComparisonOperator.EqualIgnoringCase
                or ComparisonOperator.ContainsIgnoringCase
                or ComparisonOperator.StartsWithIgnoringCase
                or ComparisonOperator.EndsWithIgnoringCase
            ? Sql(nameof(TextFunctions.Fold), column)
            : column;
        var holds = comparison.Operator switch
        {
            ComparisonOperator.Contains or ComparisonOperator.ContainsIgnoringCase => Expression.GreaterThan(
                Sql(nameof(TextFunctions.Position), text, value),
                Expression.Constant(0)
            ),
            ComparisonOperator.StartsWith or ComparisonOperator.StartsWithIgnoringCase => Expression.Equal(
                Sql(nameof(TextFunctions.Part), text, Expression.Constant(1), LengthOf(value)),
                value
            ),
            ComparisonOperator.EndsWith or ComparisonOperator.EndsWithIgnoringCase => Expression.Equal(
                Sql(nameof(TextFunctions.From), text, EndOf(text, value)),
                value
            ),
            ComparisonOperator.EqualIgnoringCase => Expression.Equal(text, value),
            _ => Ordered(comparison.Operator, comparison.Negated, Linq.Unwrap(column), value),
        };
        return comparison.Negated && !IsOrdered(comparison.Operator) ? Expression.Not(holds) : holds;
    }

    private static bool IsOrdered(ComparisonOperator comparison) =>
        comparison is >= ComparisonOperator.Greater and <= ComparisonOperator.LessOrEqual;

    /// <summary>The opposite of an order comparison is another one; SQL's NOT would lose the rows with null.</summary>
    private static BinaryExpression Ordered(
        ComparisonOperator comparison,
        bool negated,
        Expression left,
        Expression right
    ) =>
        (comparison, negated) switch
        {
            (ComparisonOperator.Greater, false) or (ComparisonOperator.LessOrEqual, true) => Expression.GreaterThan(
                left,
                right
            ),
            (ComparisonOperator.GreaterOrEqual, false) or (ComparisonOperator.Less, true) =>
                Expression.GreaterThanOrEqual(left, right),
            (ComparisonOperator.Less, false) or (ComparisonOperator.GreaterOrEqual, true) => Expression.LessThan(
                left,
                right
            ),
            _ => Expression.LessThanOrEqual(left, right),
        };

    private static MethodCallExpression LengthOf(Expression text) => Sql(nameof(TextFunctions.Length), text);

    private static BinaryExpression EndOf(Expression text, Expression part) =>
        Expression.Add(Expression.Subtract(LengthOf(text), LengthOf(part)), Expression.Constant(1));

    private static MethodCallExpression Sql(string function, params Expression[] arguments) =>
        Expression.Call(typeof(TextFunctions).GetMethod(function)!, arguments);

    private static Expression Convert(Expression value, Type type) =>
        value.Type == type ? value : Expression.Convert(value, type);
}
