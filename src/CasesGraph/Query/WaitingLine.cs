using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>
/// Lets a few through at once; the others wait in line, each as long as its own request may take. Whoever finds the line
/// full is refused at once: waiting would only take away the time in which it could be asked again.
/// </summary>
internal sealed class WaitingLine(int places, int mostWaiting) : IDisposable
{
    private readonly SemaphoreSlim free = new(places, places);
    private int waiting;

    public int Free => free.CurrentCount;

    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Waits for a place, which is given back by disposing of it.</summary>
    /// <exception cref="UnavailableException">The line is full.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken token)
    {
        if (!await free.WaitAsync(TimeSpan.Zero, token))
            await WaitAsync(token);
        return new Place(free);
    }

    private async Task WaitAsync(CancellationToken token)
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > mostWaiting)
                throw new UnavailableException(
                    "The server has more of such requests than it can take; try again later."
                );
            await free.WaitAsync(token);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose() => free.Dispose();

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
