using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

internal sealed class AttachmentsPart : ItemPart<Attachment>
{
    public override CaseField Field { get; } = new("ATTACHMENTS");
    public override string Description => "One attached file of the case.";
    public override int Place => 4;
    public override string? Stays => null;
    public override string Gone => "A file that was taken away does not come back. Attach it again.";

    public override string? WhyStays(ICaseItem item) =>
        item is Attachment { CaseUpdateId: not null } ? "Files of a message stay with it." : null;

    public override void Remove(ICaseItem item, CasesDb db)
    {
        db.Add(new RemovedContent { StorageKey = ((Attachment)item).StorageKey });
        base.Remove(item, db);
    }

    public override async Task RemovingAsync(IReadOnlyCollection<long> cases, CasesDb db, CancellationToken token)
    {
        var keys = await db.Set<Attachment>()
            .Where(file => cases.Contains(file.CaseNumber))
            .Select(file => file.StorageKey)
            .Distinct()
            .ToListAsync(token);
        db.AddRange(keys.Select(key => new RemovedContent { StorageKey = key }));
        await db.SaveChangesAsync(token);
    }

    /// <summary>Files of the same content, which is stored once; not those of the conversation.</summary>
    public override async Task<IReadOnlyList<ICaseItem>> CopyAsync(Case from, Call call, CancellationToken token)
    {
        var files = call.Db.Rows<Attachment>().Where(file => file.CaseNumber == from.Number);
        // Whoever removes one of them meanwhile would take the content away from the copy: one of the two starts over.
        await files.ExecuteUpdateAsync(set => set.SetProperty(file => file.Size, file => file.Size), token);
        return await files
            .AsNoTracking()
            .Where(file => file.CaseUpdateId == null)
            .OrderBy(file => file.CreatedAt)
            .ThenBy(file => file.Id)
            .Select(file => new Attachment
            {
                OriginNumber = file.OriginNumber,
                Internal = file.Internal,
                FileName = file.FileName,
                ContentType = file.ContentType,
                Size = file.Size,
                Sha256 = file.Sha256,
                StorageKey = file.StorageKey,
                CreatedAt = call.Now,
                CreatedByUserId = call.Caller.Actor.UserId,
                CreatedByContactId = call.Caller.Actor.ContactId,
            })
            .ToListAsync(token);
    }
}

[Extends(typeof(DuplicateCaseInput), place: 2)]
public sealed record CopiedCaseFiles(
    [property: Description("Whether the copy has the files of the case itself; those of its conversation stay there.")]
        bool Attachments = false
) : CasePartCopyInput
{
    internal override bool Copies(CasePart part) => part is AttachmentsPart && Attachments;
}

[Extends(typeof(CreateCaseInput), place: 5)]
public sealed record NewCaseFiles(
    [property: Description("Files of the case; each has a name of at most 255 characters.")]
        IReadOnlyList<Upload>? Attachments,
    [property: Description("False to show the files to the contacts who see the case in the portal.")]
        bool AttachmentsInternal = true
) : NewCaseItemInput
{
    internal override bool IsGiven => Attachments is { Count: > 0 };

    internal override void Check(InputChecks checks, ReferenceChecks references) =>
        UploadChecks.Run("attachments", Attachments ?? [], checks);

    internal override IEnumerable<ICaseItem> New(Case @case, Call call) =>
        (Attachments ?? []).Select(file => UploadChecks.ToAttachment(file, AttachmentsInternal, call));
}
