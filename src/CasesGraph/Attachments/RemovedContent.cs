using System.ComponentModel.DataAnnotations;

namespace CasesGraph.Attachments;

/// <summary>
/// A content that has lost an attachment, and is to go if that was the last one. Written with the removal, so that neither a
/// killed process nor the age of a content keeps it.
/// </summary>
public sealed class RemovedContent
{
    public long Id { get; set; }

    [MaxLength(100)]
    public required string StorageKey { get; set; }
}
