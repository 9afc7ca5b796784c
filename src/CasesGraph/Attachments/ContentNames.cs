using CasesGraph.Data;

namespace CasesGraph.Attachments;

/// <summary>Rows that name contents of the storage, which are kept as long as there is one.</summary>
public abstract class ContentNames
{
    /// <summary>The keys of the contents.</summary>
    public abstract IQueryable<string> Of(CasesDb db);
}

internal sealed class AttachmentNames : ContentNames
{
    public override IQueryable<string> Of(CasesDb db) => db.Set<Attachment>().Select(file => file.StorageKey);
}
