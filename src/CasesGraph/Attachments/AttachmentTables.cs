using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

internal static class AttachmentTables
{
    extension(CasesDb db)
    {
        public DbSet<Attachment> Attachments => db.Set<Attachment>();
    }
}
