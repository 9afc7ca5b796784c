using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

internal static class MergeTables
{
    extension(CasesDb db)
    {
        public DbSet<CaseMerge> CaseMerges => db.Set<CaseMerge>();
    }
}
