namespace CasesGraph.Data;

/// <summary>A work that waits for its turn, runs, and is answered only after the commit.</summary>
internal abstract class QueuedWork
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Cancelled = 2;

    private int state;

    /// <summary>False when it was cancelled while it waited.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref state, Started, Waiting) == Waiting;

    /// <summary>Runs and remembers the result; an exception is remembered too and thrown on.</summary>
    public abstract Task RunAsync(CasesDb db, DateTime now);

    /// <summary>Hands out what the run came to: the transaction that it was a part of is durable.</summary>
    public abstract void Complete();

    /// <summary>Runs it again, in a transaction of its own, and hands out what that comes to.</summary>
    public abstract Task RunAloneAsync(WriteGate gate);

    public abstract void Fail(Exception exception);

    protected bool TryCancel() => Interlocked.CompareExchange(ref state, Cancelled, Waiting) == Waiting;
}

internal sealed class QueuedWork<T>(Work<T> work) : QueuedWork
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? run;

    /// <summary>Cancelling removes a work that waits; one that has started runs to its end.</summary>
    public async Task<T> WaitAsync(CancellationToken token)
    {
        await using var registration = token.UnsafeRegister(
            (_, cancelled) =>
            {
                if (TryCancel())
                    completion.TrySetCanceled(cancelled);
            },
            state: null
        );
        return await completion.Task;
    }

    public override Task RunAsync(CasesDb db, DateTime now) => run = InvokeAsync(db, now);

    public override void Complete() => completion.TrySetFromTask(run!);

    public override async Task RunAloneAsync(WriteGate gate)
    {
        var alone = gate.RunAsync(work, CancellationToken.None);
        await ((Task)alone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        completion.TrySetFromTask(alone);
    }

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    /// <summary>Also what is thrown before the first await becomes the task's.</summary>
    private async Task<T> InvokeAsync(CasesDb db, DateTime now) => await work(db, now, CancellationToken.None);
}
