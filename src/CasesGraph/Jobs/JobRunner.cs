using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Jobs;

/// <summary>
/// Does what is queued, in each lane one job after the other. Of several processes on a database one does it at a time;
/// where that one ends, another goes on.
/// </summary>
internal sealed partial class JobRunner(
    CasesDatabase database,
    WriteGate gate,
    JobProgress progress,
    JobQueue queue,
    JobWorks works,
    BeginLog log,
    CallerRights rights,
    TimeProvider clock,
    ILogger<JobRunner> logger
)
{
    /// <summary>How soon work is noticed that another process has queued, or left behind.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>A transaction has as many chunks as fit in, for large ones cost less; others that write wait for it.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);
    private const int MostChunks = 8;

    /// <summary>Runs until it is stopped, which waits for the chunk that is under way.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var poll = clock.CreateTimer(_ => queue.Ring(), state: null, Poll, Poll);
        queue.Ring();
        await Task.WhenAll(JobLane.All.Select(lane => RunAsync(lane, stop)));
    }

    private async Task RunAsync(JobLane lane, CancellationToken stop)
    {
        var isOut = false;
        try
        {
            await foreach (var _ in queue.HearAsync(lane, stop))
                isOut = await LookAsync(lane, isOut, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left is in the database.
        }
    }

    /// <summary>Does what there is to do in a lane.</summary>
    /// <returns>Whether it could not be looked.</returns>
    private async Task<bool> LookAsync(JobLane lane, bool wasOut, CancellationToken stop)
    {
        try
        {
            while (await NextAsync(lane, stop) is { } job)
            {
                await using var lead = await database.TryLeadAsync(lane.Lead, stop);
                if (lead is null)
                    return false;
                await RunAsync(job, stop);
            }
            return false;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // An outage passes, and then a job goes on with the chunk that it had come to.
            if (database.AsOutage(failure) is null)
                LogFailure(failure);
            else if (!wasOut)
                LogOutage(failure);
            return true;
        }
    }

    private JobWork Work(Job job) =>
        works.Find(job) ?? throw new NotSupportedException($"No job does {job.Kind} of {job.RecordType}.");

    private async Task<Job?> NextAsync(JobLane lane, CancellationToken stop)
    {
        await using var db = database.CreateDb();
        return await db
            .Jobs.Where(job => job.FinishedAt == null)
            .Where(lane.Has(works.LongKinds))
            .OrderBy(job => job.Id)
            .Select(job => new Job { Id = job.Id, Kind = job.Kind })
            .FirstOrDefaultAsync(stop);
    }

    private async Task RunAsync(Job job, CancellationToken stop)
    {
        var id = job.Id;
        try
        {
            if (works.Long(job.Kind) is { } work)
                await RunLongAsync(work, id, stop);
            else
                await RunChunksAsync(id, stop);
        }
        catch (LongWorkFailedException failure)
        {
            await FinishAsync(id, new JobEnd(JobStatus.Failed, works) { Message = failure.Message }, stop);
        }
        catch (JobMovedOnException)
        {
            // Another process does it, or it was cancelled.
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && database.AsOutage(failure) is null)
        {
            LogGivenUp(failure, id);
            await FinishAsync(id, new JobEnd(JobStatus.Failed, works), stop);
        }
    }

    private async Task RunLongAsync(LongWork work, long id, CancellationToken stop)
    {
        Job job;
        await using (var db = database.CreateDb())
            job = await db.Jobs.AsNoTracking().FirstAsync(one => one.Id == id, stop);
        var caller = await rights.NowAsync(job.Caller!, stop);
        if (caller.Denied([work.Needs]) is not null)
            throw new LongWorkFailedException("Who asked for the job may not do this any more.");
        await work.RunAsync(new LongRun(job, gate, progress, clock), stop);
        await FinishAsync(id, new JobEnd(JobStatus.Succeeded, works), stop);
    }

    private async Task RunChunksAsync(long id, CancellationToken stop)
    {
        JobRun run;
        await using (var db = database.CreateDb())
            run = await JobRun.LoadAsync(db, id, Work, log, stop);
        var start = clock.GetTimestamp();
        for (var (at, size) = (0, 1); at < run.Chunks.Count; )
        {
            stop.ThrowIfCancellationRequested();
            var chunks = run.Chunks.Skip(at).Take(size).ToList();
            TimeSpan? left = at == 0 ? null : clock.GetElapsedTime(start) / at * (run.Chunks.Count - at - chunks.Count);
            var begun = clock.GetTimestamp();
            var caller = await rights.NowAsync(run.Caller, stop);
            await gate.RunAsync((db, now, token) => run.RunAsync(db, caller, chunks, now, left, token), stop);
            progress.Changed();
            at += chunks.Count;
            size = Math.Clamp(
                (int)(chunks.Count * (Turn / clock.GetElapsedTime(begun))),
                1,
                Math.Min(2 * size, MostChunks)
            );
        }
        await FinishAsync(id, new JobEnd(JobStatus.Succeeded, works), stop);
    }

    private async Task FinishAsync(long id, JobEnd end, CancellationToken stop)
    {
        await gate.RunAsync((db, now, token) => JobRun.FinishAsync(db, id, end, now, token), stop);
        progress.Changed();
    }

    [LoggerMessage(LogLevel.Error, "Jobs could not be looked at; they are tried again.")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(LogLevel.Warning, "Jobs wait for the database.")]
    private partial void LogOutage(Exception failure);

    [LoggerMessage(LogLevel.Error, "Job {Id} failed and is given up.")]
    private partial void LogGivenUp(Exception failure, long id);
}
