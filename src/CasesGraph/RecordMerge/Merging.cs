using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

/// <summary>Makes one object of several: what led to the others leads to it, and they are deleted.</summary>
internal sealed class Merging<TEntity>(Call call, JobQueue jobs)
    where TEntity : class, IVersioned, IMergeable
{
    private static readonly IReadOnlyList<MovedRows> References = MovedRows.To(typeof(TEntity));
    private static readonly string Key = EntityModel.Of<TEntity>().Key!.Name;
    private readonly List<(MovedRows Rows, List<long> Keys)> found = [];

    public IReadOnlyList<MovedReferences> Moved =>
        [
            .. found
                .Where(one => one.Keys.Count > 0)
                .Select(one => new MovedReferences(one.Rows.Type, one.Rows.Reference.Name, one.Keys.Count)),
        ];

    /// <summary>Whoever is writing a reference meanwhile comes before this, or finds that the other was merged away.</summary>
    public void KeepOthersOff()
    {
        foreach (var type in References.Select(one => EntityModel.Logged[one.Type]).Append(typeof(TEntity)).Distinct())
            call.Db.KeepOthersOff(EntityModel.Of(type).Table);
    }

    /// <summary>What leads to those that go.</summary>
    public async Task FindAsync(CheckedMerge<TEntity> merge, CancellationToken token)
    {
        foreach (var rows in References)
            found.Add((rows, await rows.FindAsync(merge.Leaving, merge.All, call.Db, token)));
    }

    /// <remarks>
    /// Undoing takes the newest first: the one that goes on, which lets go of what it took, then the others, and then what
    /// is to lead to them again.
    /// </remarks>
    public async Task<(Ref<ChangeSet>? Set, Ref<Job>? Job)> RunAsync(
        CheckedMerge<TEntity> merge,
        string? reason,
        CancellationToken token
    )
    {
        var set = await call.NewChangeSetAsync(ChangeAction.Merge, reason, token);
        var log = ChangeLogWriter.Into(call, set);
        call.Db.ChangeTracker.Clear();
        foreach (var (rows, keys) in found.Where(one => one.Rows.Type is not RecordType.Case))
            await rows.MoveAsync(keys, merge.Primary, log, call.Db, token);

        foreach (var one in await LoadAsync(merge.Leaving, token))
        {
            (one.DeletedAt, one.MergedIntoId) = (call.Now, merge.Primary);
            if (merge.LetsGo(one, Key))
                ExternalReferences<TEntity>.Declared!.Property.SetValue(one, value: null);
        }
        await log.SaveAsync(token);
        var survivor = (await LoadAsync([merge.Primary], token))[0];
        foreach (var (field, value) in merge.Values)
            field.Property.SetValue(survivor, value);
        log.Tell(survivor, ChangeKind.Merged);
        await log.SaveAsync(token);
        call.Db.ChangeTracker.Clear();

        var cases = found.Where(one => one.Rows.Type is RecordType.Case).ToList();
        var patch = new CasePatch([], [])
        {
            AnyState = true,
            Moved =
            [
                .. cases.Select(one => new MovedReference(
                    one.Rows.Reference.Property.Name,
                    merge.Leaving,
                    merge.Primary
                )),
            ],
        };
        var numbers = cases.SelectMany(one => one.Keys).Distinct().Order().ToList();
        var done = await patch.SaveIntoAsync(set, numbers, call, jobs, token);
        return (set, done.Job);
    }

    private Task<List<TEntity>> LoadAsync(IReadOnlyList<long> keys, CancellationToken token) =>
        call
            .Db.Set<TEntity>()
            .Where(one => keys.Contains(EF.Property<long>(one, Key)))
            .OrderBy(one => EF.Property<long>(one, Key))
            .ToListAsync(token);
}
