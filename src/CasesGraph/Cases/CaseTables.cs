using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Cases;

internal static class CaseTables
{
    extension(CasesDb db)
    {
        public DbSet<Case> Cases => db.Set<Case>();
    }
}
