using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>What holds for every object beside cases that is to be written to.</summary>
internal static class EntityChecks
{
    /// <summary>Notes why it cannot be.</summary>
    /// <param name="found">Null when there is none, or the caller does not see it.</param>
    /// <param name="expectedVersion">The version that the caller knows; null for any.</param>
    public static async Task CheckAsync<TEntity>(
        Ref<TEntity> id,
        TEntity? found,
        int? expectedVersion,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
        where TEntity : class, IVersioned
    {
        UserError? mistake = found switch
        {
            null => new NotFoundError<TEntity>(id),
            IMergeable { MergedIntoId: { } survivor } => new MergedError<TEntity>(
                await MergedRows.SurvivorAsync<TEntity>(survivor, call, token)
            ),
            ISoftDeleted { DeletedAt: not null } => new DeletedError<TEntity>(id),
            { Version: var version } when expectedVersion is { } expected && expected != version =>
                new VersionConflictError<TEntity>(expected, id),
            _ => null,
        };
        if (mistake is not null)
            checks.Add(mistake);
    }
}
