using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Starting;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Operations;
using CasesGraph.Serving;
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
    private readonly RowFiles files;
    private readonly Ref<ChangeSet>? set;
    private readonly IReadOnlyList<AccessAction> demands;
    private readonly bool isTried;
    private bool isBegunAgain;

    public ImportChunks(
        ImportPlan plan,
        ImportKinds kinds,
        Job job,
        RunPlace place,
        CasesDatabase database,
        CallerRights rights,
        BeginLog log
    )
    {
        (this.plan, this.job, this.database, this.rights, this.log) = (plan, job, database, rights, log);
        made = kinds.Made();
        (rows, files) = (kinds.Of(plan, made, job.CreatedAt), kinds.Files);
        set = job.ChangeSetId is { } key ? new(key) : null;
        demands = ImportDemands.Of(plan.Order, plan.Targets);
        (Place, isTried) = (place.Next, place.Pass is RunPass.Trying);
        var isBegun = place.Next == Checkpoint.Start;
        isBegunAgain = isBegun && job.ImportPlace is not null;
        Counts = isBegun ? new() : RunCounts.Of(job);
    }

    /// <summary>Where the first rows are that have not had their turn.</summary>
    public Checkpoint Place { get; private set; }

    /// <summary>What has come of the rows so far.</summary>
    public RunCounts Counts { get; private set; }

    /// <summary>Why the rest is not gone through; null where it is.</summary>
    public string? TooMany =>
        Counts.Rejected > plan.Order.MaxRejected
            ? $"More than {plan.Order.MaxRejected} rows were rejected, so that the rest was not looked at.{(plan.IsWhole ? "" : " What was written by then stays.")}"
            : null;

    /// <summary>Writes the next rows, or tells what that would come to.</summary>
    /// <exception cref="LongWorkFailedException">The job ends here; no request is to get what is in its file any more, or its caller may not go on.</exception>
    /// <exception cref="RowsRejectedException">Some are rejected of which all have to be written; none of the chunk is.</exception>
    public async Task RunAsync(IReadOnlyList<GivenRow> chunk, ImportPace pace, LongRun run, CancellationToken stop)
    {
        var caller = await rights.NowAsync(job.Caller!, stop);
        const string denied = "Who asked for the job may not do this any more.";
        if (caller.Denied([AccessAction.CaseImport, .. demands]) is not null)
            throw plan.IsWhole && !isTried
                ? RowsRejectedException.Of(chunk, denied, Counts, plan)
                : new LongWorkFailedException(denied);
        var dry = isTried ? await TryAsync(chunk, caller, pace, stop) : null;
        await using var stored = isTried ? null : await files.StoreAsync(chunk, stop);
        try
        {
            Counts = await WriteAsync(chunk, dry, caller, pace, run, stop);
        }
        catch (UnavailableException outage) when (outage.Written is Written.Unknown)
        {
            // The sweep knows once the rows have come, or have not.
            stored?.Leave();
            throw;
        }
        (Place, isBegunAgain) = (chunk[^1].Row.Next, false);
        rows.Keep();
        if (dry is not null)
            made.Keep(dry.Where(result => result.IsTaken).SelectMany(result => result.Given.Needed));
    }

    /// <summary>In one transaction with where the job goes on; returns the counts after it.</summary>
    private async Task<RunCounts> WriteAsync(
        IReadOnlyList<GivenRow> chunk,
        IReadOnlyList<RowResult>? dry,
        Caller caller,
        ImportPace pace,
        LongRun run,
        CancellationToken stop
    )
    {
        var after = Counts;
        await run.WriteAsync(
            PartOf(chunk[^1].Row),
            Counts.Done + chunk.Count,
            async (db, now, token) =>
            {
                if (await JobFileStore.IsOutdatedAsync(db, job.Id, token))
                    throw plan.IsWhole && !isTried
                        ? RowsRejectedException.None(Counts, plan)
                        : new LongWorkFailedException(ForgottenImports.Why);
                var results = dry ?? await rows.RunAsync(chunk, set, CallOf(db, caller, now), token);
                if (dry is null && plan.IsWhole && results.Any(result => result.Outcome is RowOutcome.Rejected))
                    throw new RowsRejectedException(Counts, results, plan);
                after = Counts.With(results, plan);
                db.SeeAs(Caller.System);
                await KeepAsync(db, results, after, chunk[^1].Row.Next, pace.Worked, token);
            },
            stop
        );
        return after;
    }

    /// <summary>Knows a row before the place again.</summary>
    /// <param name="left">The rows that were not written.</param>
    public void Recall(GivenRow row, IReadOnlySet<int> left)
    {
        if (!row.IsSkipped && !left.Contains(row.Row.Row))
            rows.Recall(row);
    }

    /// <summary>The rows before the place that were not written.</summary>
    public async Task<IReadOnlySet<int>> LeftAsync(CancellationToken stop)
    {
        await using var db = database.CreateDb();
        return await db.Set<JobRow>()
            .Where(row => row.JobId == job.Id && row.Outcome != JobRowOutcome.Written)
            .Select(row => row.Row)
            .ToHashSetAsync(stop);
    }

    /// <summary>Of a file that is gone through twice a half each time.</summary>
    private double PartOf(FileRow row) =>
        !plan.IsWhole || job.DryRun ? row.Part
        : isTried ? row.Part / 2
        : (1 + row.Part) / 2;

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
        files.Look(chunk);
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
        var place = new RunPlace(next, isTried ? RunPass.Trying : RunPass.Writing);
        await after.WriteAsync(job, place, db, token, worked);
    }
}
