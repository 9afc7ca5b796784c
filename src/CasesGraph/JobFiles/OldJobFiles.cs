using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.JobFiles;

/// <summary>Removes files of jobs whose time is over; the jobs stay.</summary>
internal sealed class OldJobFiles(WriteGate gate, ContentRemovals removals) : OldFiles(gate, removals)
{
    protected override async Task<int> RemoveAsync(CasesDb db, DateTime now, CancellationToken token)
    {
        var old = await db
            .Jobs.AsTracking()
            .Where(job => job.FilesUntil <= now && job.FinishedAt != null)
            .OrderBy(job => job.FilesUntil)
            .Take(Step)
            .ToListAsync(token);
        long[] ids = [.. old.Select(job => job.Id)];
        var files = db.Set<JobFile>().Where(file => ids.Contains(file.JobId));
        var keys = await files.Select(file => file.StorageKey).ToListAsync(token);
        db.AddRange(keys.Select(key => new RemovedContent { StorageKey = key }));
        foreach (var job in old)
            (job.DownloadId, job.RejectedRowsId, job.FilesUntil) = (null, null, null);
        await db.SaveChangesAsync(token);
        await files.ExecuteDeleteAsync(token);
        return old.Count;
    }
}
