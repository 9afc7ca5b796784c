using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.ChangeLog;

internal static class LogTables
{
    extension(CasesDb db)
    {
        public DbSet<ChangeSet> ChangeSets => db.Set<ChangeSet>();
        public DbSet<CaseChange> CaseChanges => db.Set<CaseChange>();
        public DbSet<EntityChange> EntityChanges => db.Set<EntityChange>();
        public DbSet<FieldChange> FieldChanges => db.Set<FieldChange>();
    }
}
