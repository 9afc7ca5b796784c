using CasesGraph.Operations;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Attachments;

/// <summary>
/// The files that came with one request. Disposed of when the request has run: what no attachment names then is removed,
/// whatever the reason, be it a mistake, a repetition, a failure or a client that left.
/// </summary>
public sealed partial class ReceivedFiles(UnnamedContents unnamed, UploadRoom room, ILogger logger) : IAsyncDisposable
{
    /// <summary>How large a file may be.</summary>
    public long MostBytes => room.MostBytes;

    private readonly List<string> keys = [];
    private long bytes;
    private bool isLeft;

    /// <summary>Makes room for more of a file.</summary>
    public void Take(int count)
    {
        room.Take(count);
        bytes += count;
    }

    public void Add(UploadedContent content)
    {
        keys.Add(content.StorageKey);
    }

    /// <summary>Nobody knows yet what was written: the sweep will, when a row that is to come has come.</summary>
    public void Leave() => isLeft = true;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!isLeft)
                await unnamed.RemoveAsync(keys, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogLeft(failure);
        }
        finally
        {
            room.Give(bytes);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Files of a request may be left that no attachment names; the sweep removes them."
    )]
    private partial void LogLeft(Exception failure);
}
