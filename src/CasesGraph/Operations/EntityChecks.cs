using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>What holds for every object beside cases that is to be written to.</summary>
internal static class EntityChecks
{
    /// <summary>The object, with why it cannot be written to noted.</summary>
    /// <returns>Null where there is none, or the caller does not see it.</returns>
    public static async Task<TEntity?> FindAsync<TEntity>(
        Ref<TEntity> id,
        int? expectedVersion,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
        where TEntity : class, IVersioned
    {
        // A malformed id has been noted when it was read.
        if (id.Key == 0)
            return null;
        var found = await call.Db.SeesAsync<TEntity>(id.Key, token)
            ? await call.Db.RowAsync<TEntity>(id.Key, token)
            : null;
        await CheckAsync(id, found, expectedVersion, call, checks, token);
        return found;
    }

    /// <summary>Notes why it cannot be.</summary>
    /// <param name="found">Null when there is none, or the caller does not see it.</param>
    /// <param name="expectedVersion">The version that the caller knows; null for any.</param>
    /// <param name="restores">Whether a deleted one is written to, for the call brings it back.</param>
    public static async Task CheckAsync<TEntity>(
        Ref<TEntity> id,
        TEntity? found,
        int? expectedVersion,
        Call call,
        InputChecks checks,
        CancellationToken token,
        bool restores = false
    )
        where TEntity : class, IVersioned
    {
        UserError? mistake = found switch
        {
            null => new NotFoundError<TEntity>(id),
            IMergeable { MergedIntoId: { } survivor } => new MergedError<TEntity>(
                await MergedRows.SurvivorAsync<TEntity>(survivor, call, token)
            ),
            ISoftDeleted { DeletedAt: not null } when !restores => new DeletedError<TEntity>(id),
            { Version: var version } when expectedVersion is { } expected && expected != version =>
                new VersionConflictError<TEntity>(expected, id),
            _ => null,
        };
        if (mistake is not null)
            checks.Add(mistake);
    }
}
