using System.Globalization;
using System.Security.Cryptography;
using CasesGraph.Operations;

namespace CasesGraph.Attachments;

/// <summary>Reads more of a file into a buffer; 0 at its end.</summary>
public delegate ValueTask<int> ReadBytes(Memory<byte> buffer, CancellationToken token);

/// <summary>
/// Takes files in as they arrive, whatever their size in a buffer's memory: hashed, counted and looked at while they are
/// written. What is over a limit is read to its end but not kept, so that the operation can say so.
/// </summary>
public sealed class UploadReceiver(IAttachmentStorage storage, UploadSettings settings)
{
    private const int BufferSize = 64 * 1024;

    public UploadSettings Settings => settings;

    /// <summary>Stores one file durably.</summary>
    /// <param name="isOneTooMany">The request has more files than it may: none of them is kept.</param>
    public async Task<Upload> ReceiveAsync(string fileName, ReadBytes read, bool isOneTooMany, CancellationToken token)
    {
        if (isOneTooMany)
        {
            await SkipAsync(read, token);
            return new Upload(fileName, Content: null, TooMany());
        }
        var content = await StoreAsync(fileName, read, token);
        if (content is not null)
            return new Upload(fileName, content, Mistake: null);
        await SkipAsync(read, token);
        return new Upload(fileName, Content: null, TooLarge());
    }

    /// <summary>Takes back what was stored for a request that is refused.</summary>
    public async Task DiscardAsync(IEnumerable<Upload> uploads)
    {
        foreach (var content in uploads.Select(upload => upload.Content).OfType<UploadedContent>())
            await storage.DeleteAsync(content.StorageKey, CancellationToken.None);
    }

    /// <summary>Null when the file is too large.</summary>
    private async Task<UploadedContent?> StoreAsync(string fileName, ReadBytes read, CancellationToken token)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var type = new ContentTypeFinder();
        await using var content = await storage.CreateAsync(token);
        var buffer = new byte[BufferSize];
        var size = 0L;
        while (await read(buffer, token) is > 0 and var count)
        {
            size += count;
            if (size > settings.MaxBytes)
                return null;
            hash.AppendData(buffer, 0, count);
            type.Look(buffer.AsSpan(0, count));
            await content.WriteAsync(buffer.AsMemory(0, count), token);
        }
        var key = await content.KeepAsync(token);
        return new UploadedContent(key, type.Find(fileName), size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task SkipAsync(ReadBytes read, CancellationToken token)
    {
        var buffer = new byte[BufferSize];
        while (await read(buffer, token) > 0) { }
    }

    private UploadMistake TooLarge() =>
        new(
            ValidationCode.TooLarge,
            string.Create(CultureInfo.InvariantCulture, $"A file has at most {settings.MaxBytes} bytes.")
        );

    private UploadMistake TooMany() =>
        new(
            ValidationCode.TooMany,
            string.Create(CultureInfo.InvariantCulture, $"A request has at most {settings.MaxFiles} files.")
        );
}
