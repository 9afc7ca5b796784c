using CasesGraph.Access;

namespace CasesGraph.Attachments;

/// <summary>What GET needs to know of a file.</summary>
/// <param name="CaseNumber">Of the case that it belongs to; null for a file of none.</param>
public sealed record DownloadableFile(
    long? CaseNumber,
    string FileName,
    string ContentType,
    string Sha256,
    DateTime CreatedAt,
    string StorageKey
)
{
    /// <summary>Its content where it is made when it is asked for; null where the storage has it.</summary>
    public ReadOnlyMemory<byte>? Made { get; init; }

    public async Task<Stream?> OpenAsync(IAttachmentStorage storage, CancellationToken token) =>
        Made is { } made
            ? new MemoryStream(made.ToArray(), writable: false)
            : await storage.OpenReadAsync(StorageKey, token);
}

/// <summary>Files of a kind as GET has them, by their opaque ids.</summary>
public abstract class Downloads
{
    public abstract string Path { get; }

    /// <summary>The type in their ids.</summary>
    public abstract string Type { get; }

    /// <summary>What one is called.</summary>
    public abstract string Noun { get; }

    /// <summary>Null when there is no such file for the caller.</summary>
    public abstract Task<DownloadableFile?> FindAsync(long id, Caller caller, CancellationToken token);
}
