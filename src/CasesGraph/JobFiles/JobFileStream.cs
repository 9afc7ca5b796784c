using System.Security.Cryptography;
using CasesGraph.Attachments;

namespace CasesGraph.JobFiles;

/// <summary>A file on its way into the storage, as what writes files wants it: counted and hashed as it is written.</summary>
internal sealed class JobFileStream(NewContent content) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long size;

    /// <summary>Completes it; it survives a loss of power then.</summary>
    public async Task<KeptFile> KeepAsync(string fileName, string contentType, CancellationToken token)
    {
        var key = await content.KeepAsync(token);
        return new KeptFile(fileName, contentType, size, Convert.ToHexStringLower(hash.GetHashAndReset()), key);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => size;

    public override long Position
    {
        get => size;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        hash.AppendData(buffer.Span);
        size += buffer.Length;
        await content.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Files are written without blocking.");

    /// <summary>The storage writes what it holds when the file is kept.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await content.DisposeAsync();
        await base.DisposeAsync();
    }
}
