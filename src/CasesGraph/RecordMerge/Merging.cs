using System.Reflection;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Identities;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

/// <summary>Makes one object of several: what led to the others leads to it, and they are deleted.</summary>
internal sealed class Merging<TEntity>(Call call, JobQueue jobs)
    where TEntity : class, IVersioned, IMergeable
{
    private static readonly PropertyInfo Key = EntityModel.Of<TEntity>().Key!;
    private static readonly RecordType Type = EntityModel.LoggedAs(typeof(TEntity))!.Value;
    private static readonly bool AreContacts = typeof(TEntity) == typeof(Contact);

    // Undoing takes the newest first: the one that goes on, which lets go of what it took, then the others, and then what
    // is to lead to them again.
    public async Task<(Ref<ChangeSet>? Set, Ref<Job>? Job)> RunAsync(
        CheckedMerge<TEntity> merge,
        MovedParts moved,
        string? reason,
        CancellationToken token
    )
    {
        var set = await call.NewChangeSetAsync(ChangeAction.Merge, reason, token);
        var log = ChangeLogWriter.Into(call, set);
        call.Db.ChangeTracker.Clear();
        foreach (var (rows, keys) in moved.OfRecords)
            await rows.MoveAsync(keys, merge.Primary, log, call.Db, token);
        if (AreContacts)
            await MovedAuthors.MoveAsync(merge.Leaving, merge.Primary, set, call.Db, token);

        var leaving = await LoadAsync(merge.Leaving, token);
        if (AreContacts)
            await UnlinkAsync(merge.Leaving, token);
        foreach (var one in leaving)
        {
            (one.DeletedAt, one.MergedIntoId) = (call.Now, merge.Primary);
            if ((long)Key.GetValue(one)! == merge.LosesReference)
                ExternalReferences<TEntity>.Declared!.Property.SetValue(one, value: null);
        }
        await log.SaveAsync(token);
        var survivor = (await LoadAsync([merge.Primary], token))[0];
        foreach (var (field, value) in merge.Values)
            field.Property.SetValue(survivor, value);
        log.Tell(survivor, ChangeKind.Merged);
        await log.SaveAsync(token);
        call.Db.ChangeTracker.Clear();

        var task = new MergeTask(Type, merge.Leaving, merge.Primary);
        return (set, await new MovedCases(task, call).RunAsync(moved.Cases, set, jobs, token));
    }

    /// <summary>Whoever signs in so is to be linked to the one that goes on, or nobody would be let in.</summary>
    private async Task UnlinkAsync(IReadOnlyList<long> contacts, CancellationToken token) =>
        call.Db.RemoveRange(
            await call
                .Db.Set<Identity>()
                .Where(one => one.ContactId != null && contacts.Contains(one.ContactId.Value))
                .ToListAsync(token)
        );

    private Task<List<TEntity>> LoadAsync(IReadOnlyList<long> keys, CancellationToken token) =>
        call
            .Db.Set<TEntity>()
            .Where(one => keys.Contains(EF.Property<long>(one, Key.Name)))
            .OrderBy(one => EF.Property<long>(one, Key.Name))
            .ToListAsync(token);
}
