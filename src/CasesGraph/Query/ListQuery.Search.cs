using System.Linq.Expressions;

namespace CasesGraph.Query;

/// <summary>Pages of a search (<see cref="SearchWays"/>).</summary>
internal sealed partial class ListQuery
{
    /// <summary>Whether the list can be walked in its order, and so a search in it.</summary>
    public bool IsWalked => foreignKey is null && Forms.IsWalked;

    /// <summary>The page of the rows that have these keys, sorted.</summary>
    public IQueryable PageOf(IQueryable<long> keys, RowLayout layout) =>
        First(Among(new Sought(keys) { IsByIndex = true }, [.. Bounds()]), layout);
}

/// <summary>How it is asked of a row whether a search finds it, and how well.</summary>
internal sealed record SearchAsked(Func<Expression, Expression> Matches, Func<Expression, Expression> Rank);
