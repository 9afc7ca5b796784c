using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Accounts;

internal static class AccountTables
{
    extension(CasesDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();
    }
}
