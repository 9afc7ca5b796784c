using System.Globalization;
using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Imports.Reading;
using CasesGraph.Imports.Rejected;
using CasesGraph.Imports.Starting;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Operations;
using CasesGraph.Serving;
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
    TimeProvider clock
) : LongWork
{
    public override JobKind Kind => JobKind.Import;

    public override AccessAction Needs => AccessAction.CaseImport;

    public override string Told(Job job) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Of {job.Done} rows {job.Created} {(job.DryRun ? "would be" : "were")} created, {job.Updated} updated, {job.Unchanged} left as they are, {job.Rejected} rejected, {job.Duplicates + job.Skipped} left out."
        );

    public override async Task RunAsync(LongRun run, CancellationToken stop)
    {
        var id = run.Job.ImportId;
        Import? import;
        await using (var db = database.CreateDb())
            import = await db.Set<Import>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        if (import is null || storage.OpenRead(import.StorageKey) is not { } file)
            throw new LongWorkFailedException("The file has been removed.");
        var plan = ImportPlan.Of(import, ImportJson.Read<StartImportInput>(run.Job.Work)!);
        var only = plan.Order.RetryRejectedOf is { } retried ? await RejectedAsync(retried, stop) : null;
        await using (file)
        {
            try
            {
                var pace = new ImportPace(run, clock);
                var chunks = new ImportChunks(plan, kinds, run.Job, database, rights, log);
                await new ImportRun(plan, chunks, pace, run, file, limits, only).RunAsync(stop);
                if (chunks.Counts is { Rejected: > 0, Done: var done })
                    await new RejectedFile(import, plan, file, limits, database, files).WriteAsync(run, done, stop);
                if (chunks.TooMany is { } tooMany)
                    throw new LongWorkFailedException(tooMany);
            }
            catch (UnreadableFileException unreadable)
            {
                throw new LongWorkFailedException(unreadable.Message, unreadable);
            }
            catch (IOException failure)
            {
                throw new UnavailableException("A file cannot be read or written now.", Written.No, failure);
            }
        }
    }

    private async Task<IReadOnlySet<int>> RejectedAsync(Ref<Job> job, CancellationToken stop)
    {
        await using var db = database.CreateDb();
        return await db.Set<JobRow>()
            .Where(row => row.JobId == job.Key && row.Outcome == JobRowOutcome.Rejected)
            .Select(row => row.Row)
            .ToHashSetAsync(stop);
    }

    public override Task GiveUpAsync(CasesDb db, Job job, CancellationToken token) => Task.CompletedTask;
}
