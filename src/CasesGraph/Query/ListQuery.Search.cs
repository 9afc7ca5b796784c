using System.Linq.Expressions;

namespace CasesGraph.Query;

/// <summary>Pages of a search (<see cref="SearchWays"/>).</summary>
internal sealed partial class ListQuery
{
    /// <summary>Whether the list can be walked in its order, and so a search in it.</summary>
    public bool IsWalked => foreignKey is null && Forms.IsWalked;

    /// <summary>Keys of all rows that the caller sees, where these may be few; null where they are not.</summary>
    public IQueryable<long>? FewSeen() =>
        Forms.FewParts is { } parts
            ? (IQueryable<long>)KeysOf(parts, Expression.Parameter(list.Child.Type, "one"))
            : null;

    /// <summary>
    /// The hits, where they are read before the rows: beside a limit a planner that does not know how few they are would go
    /// along the order's index, and ask each row for them. Null where the list is walked, or something else finds rows too.
    /// </summary>
    private IQueryable<long>? HitsFirst =>
        arguments is { Search: { } search, Where: null }
        && Asked is null
        && foreignKey is null
        && list.Node is null
        && scope.Db.Dialect.HasLateralJoins
        && !new PageFormReader(list, arguments with { Search = null, Order = Unranked }, scope, indexes).IsWalked
            ? new SearchExpression(search, scope, arguments.IncludeDeleted).Keys(list.Child)
            : null;

    private IReadOnlyList<OrderKey> Unranked => [.. arguments.Order.Where(key => !key.IsRank)];

    /// <summary>
    /// One for each key that a search finds, where nothing but deletions decides besides: those are few, and to read a row
    /// takes ten times as long. Null where more does.
    /// </summary>
    private IQueryable? OnesFound()
    {
        if (
            arguments is not { Search: { } search, Where: null }
            || foreignKey is not null
            || list.Node is not null
            || scope.Db.Dialect.HasLateralJoins
            || scope.Db.Conditions.Hide(list.Child.Type)
            || new SearchExpression(search, scope, arguments.IncludeDeleted).Keys(list.Child) is not { } found
        )
            return null;
        var key = Expression.Parameter(typeof(long), "key");
        IQueryable keys = found;
        if (!arguments.IncludeDeleted && scope.IsListed(row) is { } listed)
        {
            var left = scope.Rows(list.Child).Where(row, Expression.Not(listed)).Select(row, KeyOf(row));
            keys = keys.Where(key, Expression.Not(Linq.Contains(left, key)));
        }
        return keys.Distinct().Ones(key);
    }

    /// <summary>The page of the rows that have these keys, sorted.</summary>
    public IQueryable PageOf(IQueryable<long> keys, RowLayout layout) =>
        First(Among(Found(keys), [.. Bounds()]), layout);

    /// <summary>One row for each that a count counts of them.</summary>
    public IQueryable OnesOf(IQueryable<long> keys) => Among(Found(keys), []).Ones(row);

    private static Sought Found(IQueryable<long> keys) => new(keys) { IsByIndex = true };
}

/// <summary>How it is asked of a row whether a search finds it, and how well.</summary>
internal sealed record SearchAsked(Func<Expression, Expression> Matches, Func<Expression, Expression> Rank);
