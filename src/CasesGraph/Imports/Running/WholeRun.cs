using System.Globalization;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Operations;
using CasesGraph.Revert;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>What a job does between and behind the times that it goes through a file of which all rows or none are written.</summary>
internal sealed class WholeRun(
    ImportPlan plan,
    LongRun run,
    CasesDatabase database,
    IEnumerable<EntityUndo> undos,
    BeginLog log
)
{
    private const int Slice = 500;
    private readonly Job job = run.Job;

    /// <summary>Goes through the file twice, or through what is left of that.</summary>
    /// <param name="goThrough">Goes through it from a place on.</param>
    /// <returns>Why nothing is written; null where all is.</returns>
    public async Task<WholeFailure?> RunAsync(
        RunPlace place,
        Func<RunPlace, Task<ImportChunks>> goThrough,
        CancellationToken stop
    )
    {
        if (place.Pass is RunPass.Trying)
        {
            var tried = await goThrough(place);
            if (tried.Counts.Rejected > 0)
                return await LeaveAsync(tried, stop);
            if (job.DryRun)
                return null;
            place = await BeginWritingAsync(stop);
        }
        var counts = RunCounts.Of(job);
        if (place.Pass is RunPass.Writing)
        {
            try
            {
                await goThrough(place);
                return null;
            }
            catch (RowsRejectedException rejected)
            {
                counts = rejected.Counts;
                place = await BeginUndoingAsync(counts, rejected.Rejected, stop);
            }
        }
        return new(counts, await UndoAsync(place, Math.Max(counts.Done, job.Done), stop));
    }

    /// <summary>Forgets what was told of the rows as they were tried: they are written now.</summary>
    private async Task<RunPlace> BeginWritingAsync(CancellationToken stop)
    {
        var place = new RunPlace(Checkpoint.Start, RunPass.Writing);
        await run.WriteAsync(
            part: 0.5,
            done: 0,
            async (db, _, token) =>
            {
                await db.Set<JobRow>().Where(row => row.JobId == job.Id).ExecuteDeleteAsync(token);
                await new RunCounts().WriteAsync(job, place, db, token);
            },
            stop
        );
        return place;
    }

    /// <summary>Leaves it at what the rows came to as they were tried.</summary>
    private async Task<WholeFailure> LeaveAsync(ImportChunks tried, CancellationToken stop)
    {
        var (counts, done) = (tried.Counts, Math.Max(tried.Counts.Done, job.Done));
        var place = new RunPlace(tried.Place, RunPass.Trying);
        await run.WriteAsync(part: 1, done, (db, _, token) => TellNothingAsync(counts, place, db, token), stop);
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"Of {done} rows {counts.Rejected} cannot be written, so that none {(job.DryRun ? "would be" : "was")}."
        );
        return new(counts, tried.TooMany is { } tooMany ? $"{message} {tooMany}" : message);
    }

    /// <summary>Begins to take back what was written.</summary>
    private async Task<RunPlace> BeginUndoingAsync(
        RunCounts counts,
        IReadOnlyList<RowResult> rejected,
        CancellationToken stop
    )
    {
        var place = new RunPlace(Checkpoint.Start, RunPass.Undoing);
        await run.WriteAsync(
            part: 1,
            counts.Done,
            async (db, now, token) =>
            {
                if (rejected.Count > 0)
                    await db.DirectRows!.AddAsync([.. JobRows.Of(rejected, plan, job)], token);
                var undoing = await RevertOf(db, now).BeginAsync("Not all rows could be written.", token);
                place = place with { Undoing = undoing?.Key };
                db.SeeAs(Caller.System);
                await TellNothingAsync(counts, place, db, token);
            },
            stop
        );
        return place;
    }

    /// <summary>Takes it back, from the beginning: what is undone by now is passed over.</summary>
    private async Task<string> UndoAsync(RunPlace place, int done, CancellationToken stop)
    {
        await using var db = database.CreateDb();
        var message = await JobFileStore.IsOutdatedAsync(db, job.Id, stop)
            ? $"{ForgottenImports.Why} All that the job had written was undone."
            : "Rows were rejected as they were written that could be written when they were tried; all that the job had written was undone.";
        if (place.Undoing is not { } key)
            return message;
        var undoing = new Ref<ChangeSet>(key);
        var left = 0;
        for (long? before = long.MaxValue; before is { } position; )
        {
            // It may run more than once.
            var more = 0;
            await WriteAsync(
                async (revert, token) => (before, more) = await revert.RunRecordsAsync(undoing, position, token)
            );
            left += more;
        }
        foreach (var slice in (await WholeRevert.CasesAsync(job.ChangeSetId!.Value, db, stop)).Chunk(Slice))
        {
            var more = 0;
            await WriteAsync(async (revert, token) => more = await revert.RunCasesAsync(undoing, slice, token));
            left += more;
        }
        return left == 0
            ? message
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{message} {left} values stay, for they were changed since."
            );

        Task WriteAsync(Func<WholeRevert, CancellationToken, Task> undo) =>
            run.WriteAsync(part: 1, done, (db, now, token) => undo(RevertOf(db, now), token), stop);
    }

    /// <summary>For whoever asked for the import, whatever else that caller may do: it is not to be left half done.</summary>
    private WholeRevert RevertOf(CasesDb db, DateTime now) =>
        new(
            job.ChangeSetId!.Value,
            undos,
            new(db, Caller.System with { Actor = job.Caller!.Actor }, now, new ValidationIssues(), log)
        );

    private async Task TellNothingAsync(RunCounts counts, RunPlace place, CasesDb db, CancellationToken token)
    {
        await db.Set<JobRow>()
            .Where(row => row.JobId == job.Id && row.Outcome == JobRowOutcome.Written)
            .ExecuteDeleteAsync(token);
        await counts.Nothing.WriteAsync(job, place, db, token);
    }
}

/// <summary>Why nothing of a file was written.</summary>
internal sealed record WholeFailure(RunCounts Counts, string Message);
