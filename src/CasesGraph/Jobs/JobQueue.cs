using System.Threading.Channels;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

/// <summary>Where operations leave what takes longer than a call.</summary>
internal sealed class JobQueue
{
    /// <summary>Up to so many objects a call writes at once; more become a job.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>Objects of one transaction: others that write wait for one at most.</summary>
    private const int ChunkSize = 1000;

    private readonly IReadOnlyList<Channel<bool>> rings =
    [
        .. JobLane.All.Select(_ =>
            Channel.CreateBounded<bool>(
                new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
            )
        ),
    ];

    /// <summary>Tells this process's runner that there is something to do.</summary>
    public void Ring()
    {
        foreach (var ring in rings)
            ring.Writer.TryWrite(item: true);
    }

    /// <summary>Once for any number of rings that nobody of a lane heard.</summary>
    public IAsyncEnumerable<bool> HearAsync(JobLane lane, CancellationToken stop) =>
        rings[lane.Index].Reader.ReadAllAsync(stop);

    /// <summary>Queues work in the call's transaction, to be done for its caller once that is committed.</summary>
    /// <param name="keys">The selection, frozen by this.</param>
    /// <param name="set">What all that the job does is told as; null where none of it is logged.</param>
    public async Task<Ref<Job>> AddAsync(
        Call call,
        JobKind kind,
        string work,
        IReadOnlyList<long> keys,
        (ChangeAction Action, string? Reason)? set,
        CancellationToken token
    ) => await AddAsync(RecordType.Case, call, kind, work, keys, set, token);

    /// <summary>The same for records of a type.</summary>
    public async Task<Ref<Job>> AddAsync(
        RecordType type,
        Call call,
        JobKind kind,
        string work,
        IReadOnlyList<long> keys,
        (ChangeAction Action, string? Reason)? set,
        CancellationToken token
    )
    {
        var job = New(call, kind, work, keys);
        job.RecordType = type;
        job.ChangeSet = set is { } told ? ChangeSet.Of(call, told.Action, told.Reason) : null;
        return await AddAsync(call, job, keys, token);
    }

    /// <summary>The same for a job that goes on with a change set which the call has begun.</summary>
    public Task<Ref<Job>> ContinueAsync(
        Call call,
        JobKind kind,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet> set,
        CancellationToken token
    )
    {
        var job = New(call, kind, work, keys);
        job.ChangeSetId = set.Key;
        return AddAsync(call, job, keys, token);
    }

    /// <summary>The same for a job of long work, which selects nothing.</summary>
    /// <param name="settle">Has it refer to what it is about.</param>
    public async Task<Ref<Job>> AddLongAsync(
        Call call,
        JobKind kind,
        RecordType type,
        Action<Job> settle,
        CancellationToken token
    )
    {
        var job = New(call, kind, work: "", []);
        (job.RecordType, job.Total, job.Part) = (type, null, 0);
        settle(job);
        return await AddAsync(call, job, [], token);
    }

    private static Job New(Call call, JobKind kind, string work, IReadOnlyList<long> keys)
    {
        var job = new Job
        {
            Kind = kind,
            Work = work,
            Caller = call.Caller,
            OwnerId = call.Caller.Actor.UserId,
            Total = keys.Count,
            CreatedAt = call.Now,
        };
        job.KeepCondition(call.KeptCondition);
        return job;
    }

    private async Task<Ref<Job>> AddAsync(Call call, Job job, IReadOnlyList<long> keys, CancellationToken token)
    {
        call.SelectedRows = 0;
        call.Db.Jobs.Add(job);
        var chunks = keys.Chunk(ChunkSize).Index();
        call.Db.JobChunks.AddRange(
            chunks.Select(chunk => new JobChunk
            {
                Job = job,
                Number = chunk.Index,
                Start = chunk.Index * ChunkSize,
                Keys = chunk.Item,
            })
        );
        await call.Db.SaveChangesAsync(token);
        var (id, key) = (job.Id, job.ChangeSetId);
        await call
            .Db.ChangeSets.Where(one => one.Id == key)
            .ExecuteUpdateAsync(one => one.SetProperty(queued => queued.JobId, id), token);
        call.OnKept(Ring);
        return new(id);
    }
}
