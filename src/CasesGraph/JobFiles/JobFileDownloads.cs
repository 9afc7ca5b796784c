using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.JobFiles;

/// <summary>Files of jobs, for whoever sees the job and still has the right that it needs.</summary>
internal sealed class JobFileDownloads(CasesDatabase database, JobWorks works, TimeProvider clock) : Downloads
{
    public override string Path => FileUrl.JobFiles;
    public override string Type => nameof(JobFile);
    public override string Noun => "file";

    public override async Task<DownloadableFile?> FindAsync(long id, Caller caller, CancellationToken token)
    {
        await using var db = database.CreateDb();
        db.SeeAs(caller);
        var now = clock.GetUtcNow().UtcDateTime;
        var files = db.Set<JobFile>().AsNoTracking().Where(file => file.Id == id);
        var found = await db.Rows<Job>()
            .Where(job => job.FilesUntil > now)
            .Join(files, job => job.Id, file => file.JobId, (job, file) => new { job.Kind, File = file })
            .SingleOrDefaultAsync(token);
        return found is not null && works.Long(found.Kind) is { } work && caller.May(work.Needs)
            ? new DownloadableFile(
                CaseNumber: null,
                found.File.FileName,
                found.File.ContentType,
                found.File.Sha256,
                found.File.CreatedAt,
                found.File.StorageKey
            )
            : null;
    }
}
