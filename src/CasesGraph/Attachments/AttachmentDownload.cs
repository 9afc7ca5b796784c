using CasesGraph.Access;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

/// <summary>Finds what a caller may download: whatever the caller could read by node.</summary>
public sealed class AttachmentDownload(CasesDatabase database) : Downloads
{
    public override string Path => FileUrl.Attachments;
    public override string Type => nameof(Attachment);
    public override string Noun => "attachment";

    /// <summary>Those of deleted cases stay, as their cases do.</summary>
    public override async Task<DownloadableFile?> FindAsync(long id, Caller caller, CancellationToken token)
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
