using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>
/// What holds for the values of an object beside cases: what its fields declare, and what a subclass adds for its kind.
/// </summary>
internal class EntityRules<TEntity>
    where TEntity : class, IVersioned
{
    /// <summary>Checks that only this kind of object needs; <paramref name="current"/> is null for a new one.</summary>
    protected virtual Task CheckAsync(
        EntityValues<TEntity> values,
        TEntity? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    ) => Task.CompletedTask;

    /// <summary>The same for several of one call; a kind that asks the database asks it once for all.</summary>
    protected virtual async Task CheckTogetherAsync(
        IReadOnlyList<GivenToEntity<TEntity>> all,
        Call call,
        CancellationToken token
    )
    {
        foreach (var one in all)
            await CheckAsync(one.Values, one.Current, one.Call, one.Checks, token);
    }

    /// <summary>What a new one has beside the values that are given.</summary>
    public virtual Task SettleNewAsync(TEntity entity, Call call, CancellationToken token) => Task.CompletedTask;

    public Task CheckAllAsync(
        EntityValues<TEntity> values,
        TEntity? current,
        string? reason,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        checks.Reason(reason);
        return CheckEachAsync([new(values, current, call, checks)], call, token);
    }

    /// <summary>The same for several, each with its own mistakes: what all of them refer to is read at once.</summary>
    public async Task CheckEachAsync(IReadOnlyList<GivenToEntity<TEntity>> all, Call call, CancellationToken token)
    {
        var references = new List<ReferenceChecks>();
        foreach (var one in all)
        {
            var named = new ReferenceChecks(one.Call, one.Checks);
            named.Add(one.Values, one.Current);
            references.Add(named);
        }
        await ReferenceChecks.RunAllAsync(references, call, token);
        if (ExternalReferences<TEntity>.Declared is { } declared)
            await ExternalReferences<TEntity>.CheckAllAsync(
                [
                    .. all.Select(one => new GivenReference(
                        InputChecks.Path(declared.InputName),
                        one.Values[declared.Property.Name] as string,
                        one.Current is null ? null : (long)EntityModel.Of<TEntity>().Key!.GetValue(one.Current)!,
                        one.Checks
                    )),
                ],
                call,
                token
            );
        await CheckTogetherAsync(all, call, token);
    }
}

/// <summary>Values that one of several objects is to have.</summary>
/// <param name="Current">As it is; null for a new one.</param>
/// <param name="Call">Has its own mistakes.</param>
internal sealed record GivenToEntity<TEntity>(
    EntityValues<TEntity> Values,
    TEntity? Current,
    Call Call,
    InputChecks Checks
)
    where TEntity : class;
