using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Records;

/// <summary>An edit of a whole selection of records: at once, by a job when they are many, or only looked at.</summary>
internal sealed class RecordWork<TEntity>(Call call, RecordEdit<TEntity> edit)
    where TEntity : class, IVersioned
{
    private static readonly EntityModel Entity = EntityModel.Of<TEntity>();
    private static readonly RecordType Type = EntityModel.LoggedAs(typeof(TEntity))!.Value;

    /// <summary>Runs it for a selection, whose records are each written or rejected by themselves.</summary>
    public async Task<Outcome<RecordResult<TEntity>>> RunAsync(
        RowSelection<TEntity> select,
        SelectionGuards guards,
        (string? Reason, bool DryRun) how,
        JobQueue jobs,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        checks.Reason(how.Reason);
        var (keys, _) = await select.KeysAsync(edit.OfDeleted, guards, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        return await RunAsync(keys, how, everything: false, jobs, token);
    }

    /// <summary>Runs it for keys that nothing is wrong with.</summary>
    /// <param name="everything">Whether one record that cannot be written keeps all from being written.</param>
    public async Task<RecordResult<TEntity>> RunAsync(
        IReadOnlyList<long> keys,
        (string? Reason, bool DryRun) how,
        bool everything,
        JobQueue jobs,
        CancellationToken token
    )
    {
        var asJob = keys.Count > JobQueue.MostAtOnce && !how.DryRun;
        var found = asJob && !everything ? null : await CheckAsync(keys, keepsChanges: !asJob && !how.DryRun, token);
        var refused = everything && found!.Refused.Count > 0;
        if (asJob && !refused)
        {
            var (kind, action) = edit.Kind;
            var job = await jobs.AddAsync(Type, call, kind, edit.Work, keys, (action, how.Reason), token);
            return new(Found: null, Written: false, ChangeSet: null, job);
        }
        if (how.DryRun || refused)
        {
            call.Db.ChangeTracker.Clear();
            return new(found, !refused, ChangeSet: null, Job: null);
        }
        return new(found, Written: true, await call.SaveAsync(edit.Kind.Action, how.Reason, token), Job: null);
    }

    /// <summary>A chunk of a job.</summary>
    public async Task<ChunkResult> RunChunkAsync(IReadOnlyList<long> keys, Ref<ChangeSet> set, CancellationToken token)
    {
        var found = await ApplyAsync(keys, token);
        await ChangeLogWriter.Into(call, set).SaveAsync(token);
        call.Db.ChangeTracker.Clear();
        return new(
            keys.Count,
            found.Changed.Count,
            found.Refused.Count,
            [
                .. found.Refused.Select(one => new ChunkRow(
                    one.At,
                    Type,
                    one.Key,
                    JobRowOutcome.Rejected,
                    [new(one.Why.Reason, ["input", one.Why.Part], one.Why.Code)]
                )),
            ]
        );
    }

    private async Task<EditedRecords> CheckAsync(IReadOnlyList<long> keys, bool keepsChanges, CancellationToken token)
    {
        var all = new EditedRecords([], []) { Count = keys.Count };
        foreach (var (at, chunk) in keys.Chunk(JobQueue.MostAtOnce).Index())
        {
            var part = await ApplyAsync(chunk, token);
            all.Changed.AddRange(part.Changed);
            all.Refused.AddRange(part.Refused.Select(one => one with { At = one.At + (at * JobQueue.MostAtOnce) }));
            if (!keepsChanges)
                call.Db.ChangeTracker.Clear();
        }
        return all;
    }

    private async Task<EditedRecords> ApplyAsync(IReadOnlyList<long> keys, CancellationToken token)
    {
        var key = Entity.Key!;
        var found = await call
            .Db.Rows<TEntity>()
            .Where(one => keys.Contains(EF.Property<long>(one, key.Name)))
            .ToDictionaryAsync(one => (long)key.GetValue(one)!, token);
        var done = new EditedRecords([], []) { Count = keys.Count };
        foreach (var (at, one) in keys.Index())
        {
            var why = found.TryGetValue(one, out var record)
                ? await edit.ApplyAsync(record, call, token)
                : new($"There is no {Entity.Noun} with this id.", ValidationCode.InvalidId);
            if (why is not null)
                done.Refused.Add(new(at, one, why));
            else if (call.Db.Entry(record!).State is EntityState.Modified)
                done.Changed.Add(one);
        }
        return done;
    }
}

/// <summary>What an edit did to records, or would do.</summary>
/// <param name="Changed">Those that it changes, in their order.</param>
/// <param name="Refused">Those that it cannot be applied to.</param>
internal sealed record EditedRecords(List<long> Changed, List<RefusedRecord> Refused)
{
    public required int Count { get; init; }

    public int Unchanged => Count - Changed.Count - Refused.Count;
}

/// <summary>A record that an edit cannot be applied to.</summary>
/// <param name="At">Its place in the selection, from 0.</param>
internal sealed record RefusedRecord(int At, long Key, RefusedEdit Why);

/// <summary>What came of a selection, or the job that does it.</summary>
/// <param name="Written">False where nothing is, for one of the records cannot be.</param>
internal sealed record RecordResult<TEntity>(
    EditedRecords? Found,
    bool Written,
    Ref<ChangeSet>? ChangeSet,
    Ref<Job>? Job
)
    where TEntity : class
{
    private const int MostListed = 100;

    public int? Changed =>
        Written ? Found?.Changed.Count
        : Found is null ? null
        : 0;

    public IReadOnlyList<Ref<TEntity>>? Ids => Found?.Changed.Select(key => new Ref<TEntity>(key)).ToList();

    public IReadOnlyList<Rejection>? Rejected =>
        Found
            ?.Refused.Take(MostListed)
            .Select(one => new Rejection(
                OpaqueId.Encode(EntityModel.Of<TEntity>().Name, one.Key),
                one.Why.Reason,
                one.Why.Code
            ))
            .ToList();
}

/// <summary>A job that does such an edit.</summary>
internal sealed class RecordJob<TEntity>(JobKind kind, Func<string, RecordEdit<TEntity>> edit) : JobWork
    where TEntity : class, IVersioned
{
    public override JobKind Kind => kind;
    public override AccessAction Needs => EntityRights.Of<TEntity>().Edit;

    public override RecordType RecordType => EntityModel.LoggedAs(typeof(TEntity))!.Value;

    public override Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    ) => new RecordWork<TEntity>(call, edit(work)).RunChunkAsync(keys, set!, token);
}
