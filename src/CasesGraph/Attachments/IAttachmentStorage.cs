namespace CasesGraph.Attachments;

/// <summary>Where the contents of attachments are kept. Contents never change; what names them is in the database.</summary>
public interface IAttachmentStorage
{
    ValueTask<NewContent> CreateAsync(CancellationToken token);

    /// <summary>A stream that can seek, or null when there is no such content.</summary>
    ValueTask<Stream?> OpenReadAsync(string key, CancellationToken token);

    /// <summary>The same for who reads a part of a content within something that does not wait.</summary>
    Stream? OpenRead(string key);

    /// <summary>Removes a content; one that is not there is as good as removed.</summary>
    ValueTask DeleteAsync(string key, CancellationToken token);

    /// <summary>All that is kept, remnants of unfinished contents too, in any order.</summary>
    IAsyncEnumerable<StoredContent> ListAsync(CancellationToken token);
}

/// <summary>A content on its way into the storage. What is not kept when it is disposed of was never there.</summary>
public abstract class NewContent : IAsyncDisposable
{
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token);

    /// <summary>Returns the content's key once it is sure to survive a loss of power.</summary>
    public abstract ValueTask<string> KeepAsync(CancellationToken token);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A content as the storage knows it.</summary>
/// <param name="WrittenAt">When it was last written to, in UTC.</param>
public sealed record StoredContent(string Key, DateTime WrittenAt);
