using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Records;

/// <summary>What is done to each of many records that are no cases.</summary>
internal abstract class RecordEdit<TEntity>
    where TEntity : class, IVersioned
{
    protected static readonly string Noun = EntityModel.Of<TEntity>().Noun;

    public abstract (JobKind Job, ChangeAction Action) Kind { get; }

    /// <summary>Whether a condition finds deleted records, or those in use.</summary>
    public virtual bool OfDeleted => false;

    /// <summary>In the form that a job keeps.</summary>
    public virtual string Work => "";

    /// <summary>Changes a record, unless it answers why that cannot be.</summary>
    public abstract Task<RefusedEdit?> ApplyAsync(TEntity record, Call call, CancellationToken token);

    /// <summary>Why one that was merged away is left; null for others.</summary>
    protected static async Task<RefusedEdit?> MergedAsync(TEntity record, Call call, CancellationToken token) =>
        record is IMergeable { MergedIntoId: { } survivor }
            ? new(
                MergedRows.Told(await MergedRows.SurvivorAsync<TEntity>(survivor, call, token)),
                ValidationCode.Conflict
            )
            : null;
}

/// <summary>Why a record cannot be written.</summary>
/// <param name="Part">The part of the input that it is about.</param>
internal sealed record RefusedEdit(string Reason, ValidationCode Code, string Part = "select");

/// <summary>Deletes records so that they can be restored, or restores them.</summary>
internal sealed class DeletionEdit<TEntity>(bool restore) : RecordEdit<TEntity>
    where TEntity : class, IVersioned
{
    public override (JobKind, ChangeAction) Kind =>
        restore ? (JobKind.Restore, ChangeAction.Restore) : (JobKind.Delete, ChangeAction.Delete);

    public override bool OfDeleted => restore;

    public override async Task<RefusedEdit?> ApplyAsync(TEntity record, Call call, CancellationToken token)
    {
        if (await MergedAsync(record, call, token) is { } merged)
            return merged;
        if (record is not ISoftDeleted row || row.DeletedAt is null == restore)
            return new($"The {Noun} is {(restore ? "not" : "already")} deleted.", ValidationCode.Conflict);
        row.DeletedAt = restore ? null : call.Now;
        return null;
    }
}
