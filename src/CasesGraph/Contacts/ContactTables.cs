using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Contacts;

internal static class ContactTables
{
    extension(CasesDb db)
    {
        public DbSet<Contact> Contacts => db.Set<Contact>();
    }
}
