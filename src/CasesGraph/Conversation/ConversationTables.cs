using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Conversation;

internal static class ConversationTables
{
    extension(CasesDb db)
    {
        public DbSet<CaseUpdate> CaseUpdates => db.Set<CaseUpdate>();
    }
}
