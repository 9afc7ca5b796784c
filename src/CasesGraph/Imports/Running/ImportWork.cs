using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Imports.Rejected;
using CasesGraph.Imports.Starting;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Operations;
using CasesGraph.Revert;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports.Running;

/// <summary>Brings the rows of a file in, chunk by chunk; a process that goes on does so behind the last chunk that was written.</summary>
internal sealed class ImportWork(
    CasesDatabase database,
    IAttachmentStorage storage,
    JobFileStore files,
    ImportSettings limits,
    ImportKinds kinds,
    CallerRights rights,
    BeginLog log,
    IEnumerable<EntityUndo> undos,
    TimeProvider clock
) : ImportFileWork(database, storage)
{
    public override JobKind Kind => JobKind.Import;

    public override string Told(Job job) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Of {job.Done} rows {job.Created} {(job.DryRun ? "would be" : "were")} created, {job.Updated} updated, {job.Unchanged} left as they are, {job.Rejected} rejected, {job.Duplicates + job.Skipped} left out."
        );

    protected override async Task RunAsync(Import import, Stream file, LongRun run, CancellationToken stop)
    {
        var plan = ImportPlan.Of(import, ImportJson.Read<StartImportInput>(run.Job.Work)!);
        var only = plan.Order.RetryRejectedOf is { } retried ? await RejectedAsync(retried, stop) : null;
        var pace = new ImportPace(run, clock);
        var place = RunPlace.Of(run.Job, plan);
        if (!plan.IsWhole)
        {
            var all = await GoThroughAsync(place);
            await WriteRejectedAsync(all.Counts);
            if (all.TooMany is { } tooMany)
                throw new LongWorkFailedException(tooMany);
            return;
        }
        var whole = new WholeRun(plan, run, Database, undos, log);
        if (await whole.RunAsync(place, GoThroughAsync, stop) is not { } failure)
            return;
        await WriteRejectedAsync(failure.Counts);
        throw new LongWorkFailedException(failure.Message);

        async Task<ImportChunks> GoThroughAsync(RunPlace from)
        {
            pace.Begin();
            var chunks = new ImportChunks(plan, kinds, run.Job, from, Database, rights, log);
            await new ImportRun(plan, chunks, pace, run, file, limits, only).RunAsync(stop);
            return chunks;
        }

        async Task WriteRejectedAsync(RunCounts counts)
        {
            var done = Math.Max(counts.Done, run.Job.Done);
            if (counts.Rejected > 0)
                await new RejectedFile(import, plan, file, limits, Database, files).WriteAsync(run, done, stop);
        }
    }

    private async Task<IReadOnlySet<int>> RejectedAsync(Ref<Job> job, CancellationToken stop)
    {
        await using var db = Database.CreateDb();
        return await db.Set<JobRow>()
            .Where(row => row.JobId == job.Key && row.Outcome == JobRowOutcome.Rejected)
            .Select(row => row.Row)
            .ToHashSetAsync(stop);
    }

    public override Task GiveUpAsync(CasesDb db, Job job, CancellationToken token) =>
        ForgottenImports.RemoveAsync(db, job, token);
}
