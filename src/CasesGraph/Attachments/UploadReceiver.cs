using System.Globalization;
using System.Security.Cryptography;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Serving;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Attachments;

/// <summary>Reads more of a file into a buffer; 0 at its end.</summary>
public delegate ValueTask<int> ReadBytes(Memory<byte> buffer, CancellationToken token);

/// <summary>
/// Takes files in as they arrive, whatever their size in a buffer's memory: hashed, counted and looked at while they are
/// written. What is over a limit is read to its end but not kept, so that the operation can say so.
/// </summary>
public sealed class UploadReceiver(
    IAttachmentStorage storage,
    UnnamedContents unnamed,
    UploadRoom room,
    UploadSettings settings,
    ILogger<UploadReceiver> logger
)
{
    private const int BufferSize = 64 * 1024;

    public UploadSettings Settings => settings;

    /// <summary>Begins to take the files of a request.</summary>
    /// <param name="large">Room for files that are not attached to anything; null for attachments.</param>
    public ReceivedFiles Begin(UploadRoom? large = null) => new(unnamed, large ?? room, logger);

    /// <summary>Stores one file durably, until its request ends.</summary>
    /// <param name="isOneTooMany">The request has more files than it may: none of them is kept.</param>
    /// <exception cref="UnavailableException">There is no room, or the storage fails.</exception>
    public async Task<Upload> ReceiveAsync(
        string fileName,
        ReadBytes read,
        bool isOneTooMany,
        ReceivedFiles files,
        CancellationToken token
    )
    {
        fileName = WritingDirection.Unturned(fileName);
        if (isOneTooMany)
        {
            await SkipAsync(read, token);
            return new Upload(fileName, Content: null, TooMany());
        }
        var content = await StoreOrFailAsync(fileName, read, files, token);
        if (content is not null)
        {
            files.Add(content);
            return new Upload(fileName, content, Mistake: null);
        }
        await SkipAsync(read, token);
        return new Upload(fileName, Content: null, TooLarge(files.MostBytes));
    }

    /// <summary>What storing a file would come to, as far as it can be told beforehand.</summary>
    public Upload Look(string fileName, long size, bool isOneTooMany) =>
        isOneTooMany ? new(fileName, Content: null, TooMany())
        : size > room.MostBytes ? new(fileName, Content: null, TooLarge(room.MostBytes))
        : new(fileName, new UploadedContent(StorageKey: "", ContentType: "", size, Sha256: ""), Mistake: null);

    /// <summary>
    /// Reading has failures of its own; what is left is the storage's. One file too large for the file system is told as an
    /// argument out of range.
    /// </summary>
    private async Task<UploadedContent?> StoreOrFailAsync(
        string fileName,
        ReadBytes read,
        ReceivedFiles files,
        CancellationToken token
    )
    {
        try
        {
            return await StoreAsync(fileName, read, files, token);
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new UnavailableException("Files cannot be stored now.", Written.No, failure);
        }
    }

    /// <summary>Null when the file is too large.</summary>
    private async Task<UploadedContent?> StoreAsync(
        string fileName,
        ReadBytes read,
        ReceivedFiles files,
        CancellationToken token
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var type = new ContentTypeFinder();
        await using var content = await storage.CreateAsync(token);
        var buffer = new byte[BufferSize];
        var size = 0L;
        while (await read(buffer, token) is > 0 and var count)
        {
            size += count;
            if (size > files.MostBytes)
                return null;
            files.Take(count);
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

    private static UploadMistake TooLarge(long most) =>
        new(ValidationCode.TooLarge, string.Create(CultureInfo.InvariantCulture, $"A file has at most {most} bytes."));

    private UploadMistake TooMany() =>
        new(
            ValidationCode.TooMany,
            string.Create(CultureInfo.InvariantCulture, $"A request has at most {settings.MaxFiles} files.")
        );
}
