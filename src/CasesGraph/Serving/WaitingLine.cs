namespace CasesGraph.Serving;

/// <summary>
/// Lets a few through at once; the others wait, each as long as its own request may take, and the smallest goes first:
/// many large ones must not keep a small one. Whoever finds the line full is refused at once: waiting would only take
/// away the time in which it could be asked again.
/// </summary>
internal sealed class WaitingLine(int places, int mostWaiting)
{
    private readonly Lock turns = new();
    private readonly PriorityQueue<TaskCompletionSource, (double Size, long Came)> waiting = new();
    private int free = places;
    private int waitingCount;
    private long came;

    public int Places { get; } = places;

    public int Free => Volatile.Read(ref free);

    public int Waiting => Volatile.Read(ref waitingCount);

    /// <summary>Waits for a place, which is given back by disposing of it.</summary>
    /// <exception cref="UnavailableException">The line is full.</exception>
    public async ValueTask<IDisposable> EnterAsync(double size, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (Take(size) is { } turn)
            await WaitAsync(turn, token);
        return new Place(this);
    }

    /// <summary>Null when there is a place.</summary>
    private TaskCompletionSource? Take(double size)
    {
        lock (turns)
        {
            if (free > 0)
            {
                free--;
                return null;
            }
            if (waitingCount >= mostWaiting)
                throw new UnavailableException(
                    "The server has more of such requests than it can take; try again later."
                );
            waitingCount++;
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn, (size, came++));
            return turn;
        }
    }

    private async Task WaitAsync(TaskCompletionSource turn, CancellationToken token)
    {
        await using var left = token.UnsafeRegister(
            static (turn, end) => ((TaskCompletionSource)turn!).TrySetCanceled(end),
            turn
        );
        try
        {
            await turn.Task;
        }
        catch (OperationCanceledException)
        {
            lock (turns)
            {
                waitingCount--;
                waiting.Remove(turn, out _, out _);
            }
            throw;
        }
    }

    /// <summary>Who has left meanwhile cannot be given a place any more.</summary>
    private void GiveBack()
    {
        lock (turns)
        {
            while (waiting.TryDequeue(out var next, out _))
            {
                if (!next.TrySetResult())
                    continue;
                waitingCount--;
                return;
            }
            free++;
        }
    }

    private sealed class Place(WaitingLine line) : IDisposable
    {
        public void Dispose() => line.GiveBack();
    }
}
