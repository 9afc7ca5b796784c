using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.JobFiles;

/// <summary>
/// Files that jobs have made, or make: an unfinished job knows by <see cref="Job.FilesUntil"/> that what it has read is
/// outdated (<see cref="JobFileStore.IsOutdatedAsync"/>).
/// </summary>
internal sealed class ForgottenFiles : KeptCopies
{
    public override async Task ForgetAsync(CasesDb db, DateTime now, CancellationToken token)
    {
        await db
            .Jobs.Where(job => job.FinishedAt == null || job.FilesUntil != null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.FilesUntil, job => job.FinishedAt == null ? (DateTime?)now : null)
                        .SetProperty(job => job.DownloadId, (long?)null)
                        .SetProperty(job => job.RejectedRowsId, (long?)null),
                token
            );
        var keys = await db.Set<JobFile>().Select(file => file.StorageKey).ToListAsync(token);
        if (keys.Count == 0)
            return;
        db.AddRange(keys.Select(key => new RemovedContent { StorageKey = key }));
        await db.SaveChangesAsync(token);
        await db.Set<JobFile>().ExecuteDeleteAsync(token);
    }
}
