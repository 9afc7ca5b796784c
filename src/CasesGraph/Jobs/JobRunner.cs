using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Jobs;

/// <summary>
/// Does what is queued, one job after the other, chunk by chunk. Of several processes on a database one does it at a time;
/// where that one ends, another goes on.
/// </summary>
internal sealed partial class JobRunner(
    CasesDatabase database,
    WriteGate gate,
    JobProgress progress,
    JobQueue queue,
    IEnumerable<JobWork> works,
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
    private const string Lead = "jobs";

    private readonly Dictionary<(JobKind, RecordType), JobWork> works = works.ToDictionary(work =>
        (work.Kind, work.RecordType)
    );
    private bool isOut;

    /// <summary>Runs until it is stopped, which waits for the chunk that is under way.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var poll = clock.CreateTimer(_ => queue.Ring(), state: null, Poll, Poll);
        queue.Ring();
        try
        {
            await foreach (var _ in queue.HearAsync(stop))
                await LookAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left is in the database.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            while (await NextAsync(stop) is { } job)
            {
                await using var lead = await database.TryLeadAsync(Lead, stop);
                if (lead is null)
                    return;
                await RunAsync(job, stop);
            }
            isOut = false;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // An outage passes, and then a job goes on with the chunk that it had come to.
            if (database.AsOutage(failure) is null)
                LogFailure(failure);
            else if (!isOut)
                LogOutage(failure);
            isOut = true;
        }
    }

    private JobWork Work(Job job) =>
        works.GetValueOrDefault((job.Kind, job.RecordType))
        ?? throw new NotSupportedException($"No job does {job.Kind} of {job.RecordType}.");

    private async Task<long?> NextAsync(CancellationToken stop)
    {
        await using var db = database.CreateDb();
        return await db
            .Jobs.Where(job => job.FinishedAt == null)
            .OrderBy(job => job.Id)
            .Select(job => (long?)job.Id)
            .FirstOrDefaultAsync(stop);
    }

    private async Task RunAsync(long id, CancellationToken stop)
    {
        try
        {
            await RunChunksAsync(id, stop);
        }
        catch (JobMovedOnException)
        {
            // Another process does it, or it was cancelled.
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && database.AsOutage(failure) is null)
        {
            LogGivenUp(failure, id);
            await FinishAsync(id, JobStatus.Failed, stop);
        }
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
        await FinishAsync(id, JobStatus.Succeeded, stop);
    }

    private async Task FinishAsync(long id, JobStatus status, CancellationToken stop)
    {
        var end = new JobEnd(status, works.Values);
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
