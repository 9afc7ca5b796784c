using System.Runtime.CompilerServices;

namespace CasesGraph.Attachments;

/// <summary>
/// Contents as files below one folder, in 256 folders by the first two digits of their random keys. A file gets its name
/// only when it is complete and on disk; what a killed process leaves behind ends in .part, which no row names.
/// </summary>
public sealed class FolderStorage(string folder) : IAttachmentStorage
{
    private const int BufferSize = 64 * 1024;

    public ValueTask<NewContent> CreateAsync(CancellationToken token)
    {
        var key = Guid.NewGuid().ToString("N");
        var path = PathOf(key);
        var own = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(own))
        {
            Directory.CreateDirectory(own);
            DirectorySync.Run(folder);
        }
        return ValueTask.FromResult<NewContent>(new NewFile(key, path));
    }

    public ValueTask<Stream?> OpenReadAsync(string key, CancellationToken token) => ValueTask.FromResult(OpenRead(key));

    public Stream? OpenRead(string key)
    {
        try
        {
            const FileShare removable = FileShare.Read | FileShare.Delete;
            return new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, removable, BufferSize, useAsync: true);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public ValueTask DeleteAsync(string key, CancellationToken token)
    {
        if (File.Exists(PathOf(key)))
            File.Delete(PathOf(key));
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<StoredContent> ListAsync([EnumeratorCancellation] CancellationToken token)
    {
        await Task.CompletedTask;
        if (!Directory.Exists(folder))
            yield break;
        foreach (var own in Directory.EnumerateDirectories(folder, "??"))
        {
            foreach (var file in new DirectoryInfo(own).EnumerateFiles())
            {
                token.ThrowIfCancellationRequested();
                if (file.Name.StartsWith(Path.GetFileName(own), StringComparison.Ordinal))
                    yield return new StoredContent(file.Name, file.LastWriteTimeUtc);
            }
        }
    }

    private string PathOf(string key) => Path.Join(folder, key[..2], key);

    private sealed class NewFile(string key, string path) : NewContent
    {
        private readonly string part = path + ".part";
        private readonly FileStream file = new(
            path + ".part",
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            BufferSize,
            useAsync: true
        );
        private bool isKept;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token) =>
            file.WriteAsync(bytes, token);

        public override async ValueTask<string> KeepAsync(CancellationToken token)
        {
            await file.FlushAsync(token);
            file.Flush(flushToDisk: true);
            await file.DisposeAsync();
            File.Move(part, path);
            DirectorySync.Run(Path.GetDirectoryName(path)!);
            isKept = true;
            return key;
        }

        /// <summary>On a full disk closing fails too, as it writes what is left.</summary>
        public override async ValueTask DisposeAsync()
        {
            try
            {
                await file.DisposeAsync();
            }
            catch when (!isKept)
            {
                // It is removed in any case.
            }
            finally
            {
                if (!isKept)
                {
                    File.Delete(part);
                    File.Delete(path);
                }
            }
        }
    }
}
