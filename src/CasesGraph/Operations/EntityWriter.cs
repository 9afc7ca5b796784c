using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Operations;

/// <summary>
/// How objects beside cases are written: all alike, by what they declare. What is an object's own are its names for the
/// mistakes and the checks that only it needs.
/// </summary>
internal abstract class EntityWriter<TEntity>
    where TEntity : class, IVersioned
{
    protected abstract TEntity Blank();
    protected abstract UserError NotFound(Ref<TEntity> id);
    protected abstract UserError VersionConflict(int expected, Ref<TEntity> current);

    /// <summary>Only asked of objects that can be deleted.</summary>
    protected virtual UserError Deleted(Ref<TEntity> entity) => throw new NotSupportedException();

    /// <summary>Checks that only this kind of object needs; <paramref name="current"/> is null for a new one.</summary>
    protected virtual Task CheckAsync(
        EntityValues<TEntity> values,
        TEntity? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    ) => Task.CompletedTask;

    public async Task<Outcome<TPayload>> CreateAsync<TPayload>(
        EntityValues<TEntity> values,
        string? reason,
        Func<Ref<TEntity>, Ref<ChangeSet>?, TPayload> payload,
        Call call,
        CancellationToken token
    )
        where TPayload : class
    {
        var checks = new InputChecks(call);
        checks.Creation(values);
        await CheckAllAsync(values, current: null, reason, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var entity = Blank();
        values.ApplyTo(entity);
        call.Db.Add(entity);
        var changeSet = await call.SaveAsync(ChangeAction.Create, reason, token);
        return payload(ReferTo(entity, call.Db), changeSet);
    }

    public async Task<Outcome<TPayload>> UpdateAsync<TPayload>(
        EntityChange<TEntity> change,
        Func<Ref<TEntity>, Ref<ChangeSet>?, TPayload> payload,
        Call call,
        CancellationToken token
    )
        where TPayload : class
    {
        var checks = new InputChecks(call);
        checks.Changes(change.Values);
        var entity = await FindAsync(change, call, checks, token);
        await CheckAllAsync(change.Values, entity, change.Reason, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        change.Values.ApplyTo(entity!);
        var changeSet = await call.SaveAsync(ChangeAction.Update, change.Reason, token);
        return payload(change.Id, changeSet);
    }

    private async Task<TEntity?> FindAsync(
        EntityChange<TEntity> change,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        // A malformed id has been noted when it was read.
        if (change.Id is not { Key: not 0 } id)
            return null;
        var found = await call.Db.FindAsync<TEntity>([id.Key], token);
        if (found is null)
            checks.Add(NotFound(id));
        else if (found is ISoftDeleted { DeletedAt: not null })
            checks.Add(Deleted(id));
        else if (change.ExpectedVersion is { } expected && expected != found.Version)
            checks.Add(VersionConflict(expected, id));
        return found;
    }

    private async Task CheckAllAsync(
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
        await CheckAsync(values, current, call, checks, token);
    }

    private static Ref<TEntity> ReferTo(TEntity entity, CasesDb db)
    {
        var key = EntityModel.Of<TEntity>().Key!;
        return new((long)db.Entry(entity).Property(key.Name).CurrentValue!);
    }
}

/// <summary>An update as all objects beside cases take it.</summary>
internal sealed record EntityChange<TEntity>(
    Ref<TEntity> Id,
    int? ExpectedVersion,
    EntityValues<TEntity> Values,
    string? Reason
)
    where TEntity : class;
