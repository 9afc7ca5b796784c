using CasesGraph.Data;
using CasesGraph.Links;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Cases;

internal static class CaseTables
{
    extension(CasesDb db)
    {
        public DbSet<Case> Cases => db.Set<Case>();
        public DbSet<CaseContact> CaseContacts => db.Set<CaseContact>();
        public DbSet<CaseBug> CaseBugs => db.Set<CaseBug>();
    }
}
