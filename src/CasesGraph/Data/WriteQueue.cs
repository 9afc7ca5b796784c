using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace CasesGraph.Data;

/// <summary>The works that wait for one loop. Those that are cancelled meanwhile it never sees.</summary>
internal sealed class WriteQueue
{
    private readonly Channel<QueuedWork> works = Channel.CreateUnbounded<QueuedWork>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    public Task<T> RunAsync<T>(Work<T> work, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var queued = new QueuedWork<T>(work);
        ObjectDisposedException.ThrowIf(!works.Writer.TryWrite(queued), this);
        return queued.WaitAsync(token);
    }

    /// <summary>False when no work will come any more.</summary>
    public ValueTask<bool> WaitAsync() => works.Reader.WaitToReadAsync();

    public bool TryTake([NotNullWhen(true)] out QueuedWork? work)
    {
        while (works.Reader.TryRead(out work))
        {
            if (work.TryStart())
                return true;
        }
        return false;
    }

    /// <summary>Fails all who wait: what kept one from beginning goes for the others too.</summary>
    public void FailAll(Exception failure)
    {
        while (TryTake(out var work))
            work.Fail(failure);
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    public void Close() => works.Writer.TryComplete();
}
