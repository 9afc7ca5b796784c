using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

internal static class JobTables
{
    extension(CasesDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();
        public DbSet<JobChunk> JobChunks => db.Set<JobChunk>();
    }
}
