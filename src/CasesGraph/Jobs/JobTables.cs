using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

internal static class JobTables
{
    extension(CasesDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();
        public DbSet<JobChunk> JobChunks => db.Set<JobChunk>();

        /// <summary>
        /// What is taken out for good is in no answer that is kept any more, nor in a file that a job has made, or makes:
        /// which of them have it is not known, so all of them end.
        /// </summary>
        public async Task ForgetCopiesAsync(DateTime now, CancellationToken token)
        {
            await db.EmptyAnswersAsync(token);
            await db
                .Jobs.Where(job => job.FinishedAt == null || job.FilesUntil > now)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(job => job.FilesUntil, now)
                            .SetProperty(job => job.DownloadId, (long?)null)
                            .SetProperty(job => job.RejectedRowsId, (long?)null),
                    token
                );
        }
    }
}
