using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>The transactions of a job: each has a chunk's rows, the job's counts, and where in the file it goes on.</summary>
internal sealed class ImportChunks
{
    private readonly ImportPlan plan;
    private readonly Job job;
    private readonly CasesDatabase database;
    private readonly CallerRights rights;
    private readonly BeginLog log;
    private readonly MadeRecords made;
    private readonly ChunkRows rows;
    private readonly Ref<ChangeSet>? set;
    private readonly IReadOnlyList<AccessAction> demands;
    private bool isBegunAgain;

    public ImportChunks(
        ImportPlan plan,
        ImportKinds kinds,
        Job job,
        CasesDatabase database,
        CallerRights rights,
        BeginLog log
    )
    {
        (this.plan, this.job, this.database, this.rights, this.log) = (plan, job, database, rights, log);
        made = kinds.Made();
        rows = kinds.Of(plan, made);
        set = job.ChangeSetId is { } key ? new(key) : null;
        demands = ImportDemands.Of(plan.Order, plan.Targets);
        Place = ImportJson.Read<Checkpoint>(job.ImportPlace) ?? Checkpoint.Start;
        // What rows before would have made, a dry run knows only from going through them.
        isBegunAgain = job.DryRun && job.ImportPlace is not null;
        if (isBegunAgain)
            Place = Checkpoint.Start;
        Counts = isBegunAgain ? new() : RunCounts.Of(job);
    }

    /// <summary>Where the first rows are that have not had their turn.</summary>
    public Checkpoint Place { get; }

    /// <summary>What has come of the rows so far.</summary>
    public RunCounts Counts { get; private set; }

    /// <summary>Why the rest is not gone through; null where it is.</summary>
    public string? TooMany =>
        Counts.Rejected > plan.Order.MaxRejected
            ? $"More than {plan.Order.MaxRejected} rows were rejected, so that the rest was not looked at. What was written by then stays."
            : null;

    /// <summary>Writes the next rows, or tells what that would come to.</summary>
    /// <exception cref="LongWorkFailedException">The job ends here.</exception>
    public async Task RunAsync(IReadOnlyList<GivenRow> chunk, ImportPace pace, LongRun run, CancellationToken stop)
    {
        var caller = await rights.NowAsync(job.Caller!, stop);
        if (caller.Denied([AccessAction.CaseImport, .. demands]) is not null)
            throw new LongWorkFailedException("Who asked for the job may not do this any more.");
        var dry = job.DryRun ? await TryAsync(chunk, caller, pace, stop) : null;
        var after = Counts;
        await run.WriteAsync(
            chunk[^1].Row.Part,
            Counts.Done + chunk.Count,
            async (db, now, token) =>
            {
                var results = dry ?? await rows.RunAsync(chunk, set, CallOf(db, caller, now), token);
                after = Counts.With(results, plan);
                db.SeeAs(Caller.System);
                await KeepAsync(db, results, after, chunk[^1].Row.Next, pace.Worked, token);
            },
            stop
        );
        (Counts, isBegunAgain) = (after, false);
        if (dry is not null)
            made.Keep(dry.Where(IsTaken).SelectMany(result => result.Given.Needed));
    }

    private static bool IsTaken(RowResult result) => result.Outcome is RowOutcome.Created or RowOutcome.Updated;

    /// <summary>The same rows without writing: nobody waits for it.</summary>
    private async Task<IReadOnlyList<RowResult>> TryAsync(
        IReadOnlyList<GivenRow> chunk,
        Caller caller,
        ImportPace pace,
        CancellationToken stop
    )
    {
        await using var db = database.CreateDb();
        await db.Database.OpenConnectionAsync(stop);
        return await rows.RunAsync(chunk, set: null, CallOf(db, caller, pace.Now), stop);
    }

    private Call CallOf(CasesDb db, Caller caller, DateTime now) =>
        new(db, caller, now, new ValidationIssues(), log) { Demands = demands };

    private async Task KeepAsync(
        CasesDb db,
        IReadOnlyList<RowResult> results,
        RunCounts after,
        Checkpoint next,
        long worked,
        CancellationToken token
    )
    {
        if (isBegunAgain)
            await db.Set<JobRow>().Where(row => row.JobId == job.Id).ExecuteDeleteAsync(token);
        if (JobRows.Of(results, plan, job).ToList() is { Count: > 0 } told)
            await db.DirectRows!.AddAsync(told, token);
        var (place, groups) = (ImportJson.Write(next), ImportJson.Write(after.Told));
        await db
            .Jobs.Where(one => one.Id == job.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(one => one.ImportPlace, place)
                        .SetProperty(one => one.RowGroups, groups)
                        .SetProperty(one => one.Worked, worked)
                        .SetProperty(one => one.Created, after.Created)
                        .SetProperty(one => one.Updated, after.Updated)
                        .SetProperty(one => one.Unchanged, after.Unchanged)
                        .SetProperty(one => one.Rejected, after.Rejected)
                        .SetProperty(one => one.Duplicates, after.Duplicates)
                        .SetProperty(one => one.Skipped, after.Skipped),
                token
            );
    }
}
