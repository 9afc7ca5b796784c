using System.Collections.Immutable;
using System.Linq.Expressions;

namespace CasesGraph.Access;

/// <summary>
/// Which rows of an entity a level reaches: one condition, for the database as for a row in memory
/// (<see cref="RightsAttribute.Team"/>, <see cref="RightsAttribute.Owners"/>).
/// </summary>
internal static class RowReach
{
    /// <summary>The condition; null where all rows are reached.</summary>
    /// <param name="user">The key of the user who calls; 0 for none.</param>
    /// <param name="teams">The keys of that user's teams, as a list.</param>
    public static Expression? Of(
        IReachedBy row,
        RightsAttribute rights,
        AccessLevel level,
        Expression user,
        Expression teams
    ) =>
        level switch
        {
            AccessLevel.All => null,
            AccessLevel.Team when rights.Team is { } team => row.IsAmong(team, teams),
            AccessLevel.Own when rights.Owners is { Length: > 0 } owners => owners
                .Select((_, place) => IsOwn(row, owners, place, user))
                .Aggregate(Expression.OrElse),
            _ => Expression.Constant(false),
        };

    /// <summary>The same of rows that are no longer in the database, by the level.</summary>
    /// <param name="by">What compares what such a row has.</param>
    public static ImmutableArray<ReachesRow<TRow>> ByLevel<TRow>(
        RightsAttribute rights,
        Func<Expression, IReachedBy> by
    )
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var user = Expression.Parameter(typeof(long), "user");
        var teams = Expression.Parameter(typeof(List<long>), "teams");
        return
        [
            .. Enum.GetValues<AccessLevel>()
                .Select(level => Of(by(row), rights, level, user, teams) ?? Expression.Constant(true))
                .Select(reached => Expression.Lambda<ReachesRow<TRow>>(reached, row, user, teams).Compile()),
        ];
    }

    /// <summary>Whether it is the owner at this place who says whose the row is, and says the caller.</summary>
    public static Expression IsOwn(IReachedBy row, string[] owners, int place, Expression user) =>
        owners
            .Take(place)
            .Select(row.IsNull)
            .Aggregate(row.Is(owners[place], user), (all, isNull) => Expression.AndAlso(isNull, all));
}

/// <summary>Whether a level reaches a row in memory.</summary>
/// <param name="user">The key of the user who calls; 0 for none.</param>
/// <param name="teams">The keys of that user's teams.</param>
internal delegate bool ReachesRow<in TRow>(TRow row, long user, List<long> teams);

/// <summary>Compares what says who reaches a row, wherever that is kept.</summary>
internal interface IReachedBy
{
    Expression IsAmong(string property, Expression keys);

    Expression Is(string property, Expression key);

    Expression IsNull(string property);
}

/// <summary>The row's own columns.</summary>
internal sealed class ReachedByColumns(Expression row) : IReachedBy
{
    public Expression IsAmong(string property, Expression keys) =>
        Expression.Call(keys, nameof(List<>.Contains), typeArguments: null, Expression.Property(row, property));

    public Expression Is(string property, Expression key)
    {
        var column = Expression.Property(row, property);
        return Expression.Equal(column, Expression.Convert(key, column.Type));
    }

    public Expression IsNull(string property)
    {
        var column = Expression.Property(row, property);
        return Expression.Equal(column, Expression.Constant(value: null, column.Type));
    }
}

/// <summary>The same of a row that is loaded.</summary>
internal static class RowReach<TEntity>
    where TEntity : class
{
    private static readonly ImmutableArray<ReachesRow<TEntity>> ByLevel = RowReach.ByLevel<TEntity>(
        EntityRights.Of<TEntity>(),
        row => new ReachedByColumns(row)
    );

    /// <summary>Whether a caller may do something to a row.</summary>
    public static bool Has(TEntity row, AccessAction action, Caller caller) => Has(row, caller.Access[action], caller);

    /// <summary>Whether a level reaches a row for a caller.</summary>
    public static bool Has(TEntity row, AccessLevel level, Caller caller) =>
        level is AccessLevel.All || ByLevel[(int)level](row, caller.Actor.UserId ?? 0, [.. caller.Teams]);
}
