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

    /// <summary>What a new one has beside the values that are given.</summary>
    public virtual Task SettleNewAsync(TEntity entity, Call call, CancellationToken token) => Task.CompletedTask;

    public async Task CheckAllAsync(
        EntityValues<TEntity> values,
        TEntity? current,
        string? reason,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        checks.Reason(reason);
        var references = new ReferenceChecks(call, checks);
        references.Add(values, current);
        await references.RunAsync(token);
        if (ExternalReferences<TEntity>.Declared is { } declared)
            await ExternalReferences<TEntity>.CheckAsync(
                InputChecks.Path(declared.InputName),
                values[declared.Property.Name] as string,
                current is null ? null : (long)EntityModel.Of<TEntity>().Key!.GetValue(current)!,
                call,
                checks,
                token
            );
        await CheckAsync(values, current, call, checks, token);
    }
}
