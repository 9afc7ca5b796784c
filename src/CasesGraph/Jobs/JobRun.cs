using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

/// <summary>A job's transactions: one for each chunk, with the progress in it, and one at the end.</summary>
internal sealed record JobRun(long Id, JobWork Work, string Task, Ref<ChangeSet>? Set, Caller Caller, BeginLog Log)
{
    public IReadOnlyList<JobChunk> Chunks { get; private init; } = [];

    public static async Task<JobRun> LoadAsync(
        CasesDb db,
        long id,
        Func<Job, JobWork> works,
        BeginLog log,
        CancellationToken token
    )
    {
        var job = await db.Jobs.AsNoTracking().Include(job => job.ChangeSet).FirstAsync(job => job.Id == id, token);
        var chunks = db
            .JobChunks.AsNoTracking()
            .Where(chunk => chunk.JobId == id && chunk.Number >= job.NextChunk)
            .OrderBy(chunk => chunk.Number);
        var set = job.ChangeSetId is { } key ? new Ref<ChangeSet>(key) : null;
        var caller = job.Caller ?? new Caller(job.ChangeSet!.Actor);
        return new JobRun(id, works(job), job.Work, set, caller, log) { Chunks = await chunks.ToListAsync(token) };
    }

    /// <summary>The next chunks, as if they were one, and the progress, in one transaction.</summary>
    /// <param name="caller">Who asked for the job, with what that caller may do by now.</param>
    public async Task<bool> RunAsync(
        CasesDb db,
        Caller caller,
        IReadOnlyList<JobChunk> chunks,
        DateTime now,
        TimeSpan? left,
        CancellationToken token
    )
    {
        var demands = Work.Demands(Task);
        var call = new Call(db, caller, now, new ValidationIssues(), Log) { Demands = demands };
        var (number, count) = (chunks[0].Number, chunks.Count);
        long[] keys = [.. chunks.SelectMany(chunk => chunk.Keys)];
        var result = caller.Denied(demands) is null
            ? await Work.RunChunkAsync(call, Task, keys, Set, token)
            : Forbidden(keys);
        db.SeeAs(Access.Caller.System);
        await AddRowsAsync(db, result.Rows, chunks[0].Start, token);
        var moved = await db
            .Jobs.Where(job => job.Id == Id && job.NextChunk == number && job.FinishedAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.NextChunk, number + count)
                        .SetProperty(job => job.Status, JobStatus.Running)
                        .SetProperty(job => job.StartedAt, job => job.StartedAt ?? now)
                        .SetProperty(job => job.EstimatedFinishAt, now + left)
                        .SetProperty(job => job.Done, job => job.Done + result.Count)
                        .SetProperty(job => job.Updated, job => job.Updated + result.Updated)
                        .SetProperty(
                            job => job.Unchanged,
                            job => job.Unchanged + result.Count - result.Updated - result.Rejected
                        )
                        .SetProperty(job => job.Rejected, job => job.Rejected + result.Rejected),
                token
            );
        return moved == 1 ? true : throw new JobMovedOnException("Another process has done the chunk.");
    }

    private ChunkResult Forbidden(long[] keys)
    {
        JobRowReason[] reasons = [new("Who asked for the job may not do this any more.", [], ValidationCode.Forbidden)];
        var type = Work.RecordType;
        return new(
            keys.Length,
            Updated: 0,
            Rejected: keys.Length,
            [.. keys.Select((key, at) => new ChunkRow(at, type, key, JobRowOutcome.Rejected, reasons))]
        );
    }

    /// <summary>The selection and its values have served their time, and so has a change set that nothing came into.</summary>
    public static async Task<bool> FinishAsync(CasesDb db, long id, JobEnd end, DateTime now, CancellationToken token)
    {
        var job = await db.Jobs.FirstAsync(one => one.Id == id, token);
        if (job.FinishedAt is not null)
            return false;
        if (end.Status is not JobStatus.Succeeded && end.Works.Long(job.Kind) is { } work)
            await work.GiveUpAsync(db, job, token);
        job.Status = end.Status;
        (job.FinishedAt, job.EstimatedFinishAt, job.StartedAt) = (now, null, job.StartedAt ?? now);
        (job.Message, job.Work) = (end.MessageFor(job), "");
        var set = job.ChangeSetId;
        // The call itself may have written something, such as the user whose cases it was about.
        var isEmpty = job.Updated == 0 && !await db.Set<RecordChange>().AnyAsync(one => one.ChangeSetId == set, token);
        if (isEmpty)
            job.ChangeSetId = null;
        await db.SaveChangesAsync(token);
        if (isEmpty && set is { } empty)
            await RemoveAsync(db, empty, token);
        await db.JobChunks.Where(chunk => chunk.JobId == id).ExecuteDeleteAsync(token);
        return true;
    }

    private static async Task RemoveAsync(CasesDb db, long set, CancellationToken token)
    {
        var undone = await db.ChangeSets.Where(one => one.Id == set).Select(one => one.UndoesId).FirstAsync(token);
        // What it was to undo is not undone: first nothing refers to it, then it is gone.
        await db
            .ChangeSets.Where(one => one.Id == set)
            .ExecuteUpdateAsync(one => one.SetProperty(old => old.UndoesId, (long?)null), token);
        await RevertedSets.SettleAsync(undone, db, token);
        await db.ChangeSets.Where(one => one.Id == set).ExecuteDeleteAsync(token);
    }

    private async Task AddRowsAsync(CasesDb db, IReadOnlyList<ChunkRow> told, int start, CancellationToken token)
    {
        if (told.Count > 0)
            await db.DirectRows!.AddAsync([.. told.Select(Row)], token);

        object Row(ChunkRow one) =>
            new JobRow
            {
                JobId = Id,
                Row = start + one.At + 1,
                Outcome = one.Outcome,
                Type = one.Type,
                RecordId = one.Key,
                CaseNumber = one.Type is RecordType.Case ? one.Key : null,
                Reasons = JsonSerializer.Serialize(one.Reasons, JobJson.Options),
            };
    }
}

/// <summary>Another runner has done the chunk meanwhile; this one has written nothing.</summary>
internal sealed class JobMovedOnException(string message, Exception? inner = null) : Exception(message, inner);
