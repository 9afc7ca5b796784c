using CasesGraph.Access;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

public sealed record DownloadableFile(
    long CaseNumber,
    string FileName,
    string ContentType,
    string Sha256,
    DateTime CreatedAt,
    string StorageKey
);

/// <summary>Finds what a caller may download: whatever the caller could read by node.</summary>
public sealed class AttachmentDownload(CasesDatabase database)
{
    /// <summary>Null when there is no such attachment for the caller. Those of deleted cases stay, as their cases do.</summary>
    public async Task<DownloadableFile?> FindAsync(long id, Caller caller, CancellationToken token)
    {
        await using var db = database.CreateDb();
        db.SeeAs(caller);
        return await db.Rows<Attachment>()
            .Where(attachment => attachment.Id == id)
            .Select(attachment => new DownloadableFile(
                attachment.CaseNumber,
                attachment.FileName,
                attachment.ContentType,
                attachment.Sha256,
                attachment.CreatedAt,
                attachment.StorageKey
            ))
            .SingleOrDefaultAsync(token);
    }
}
