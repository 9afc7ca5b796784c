using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Links;

internal static class LinkTables
{
    extension(CasesDb db)
    {
        public DbSet<CaseContact> CaseContacts => db.Set<CaseContact>();
    }
}
