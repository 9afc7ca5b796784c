using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Users;

internal static class UserTables
{
    extension(CasesDb db)
    {
        public DbSet<User> Users => db.Set<User>();
    }
}
