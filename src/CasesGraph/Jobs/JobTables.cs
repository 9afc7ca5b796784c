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
        /// What is taken out for good is in no answer that is kept any more, nor in other copies, such as files that were sent
        /// or made.
        /// </summary>
        public async Task ForgetCopiesAsync(DateTime now, CancellationToken token)
        {
            await db.EmptyAnswersAsync(token);
            foreach (var copies in KeptCopies.All)
                await copies.ForgetAsync(db, now, token);
        }
    }
}
