using CasesGraph.Access;
using CasesGraph.Data;

namespace CasesGraph.Jobs;

/// <summary>
/// What a kind of job does that goes through something of its own, such as a file, whose end nobody knows before. It runs
/// outside of transactions and writes in such as it begins itself; after the end of the server it begins anew, with what it
/// has kept.
/// </summary>
internal abstract class LongWork
{
    public abstract JobKind Kind { get; }

    /// <summary>What its caller must still be allowed when it begins.</summary>
    public abstract AccessAction Needs { get; }

    /// <summary>What it has come to, for people.</summary>
    public abstract string Told(Job job);

    /// <summary>Does it; when it comes back, the job has succeeded.</summary>
    /// <exception cref="LongWorkFailedException">It cannot be done, for a reason that is no failure of ours.</exception>
    public abstract Task RunAsync(LongRun run, CancellationToken stop);

    /// <summary>In the transaction in which a job ends that has not succeeded.</summary>
    public abstract Task GiveUpAsync(CasesDb db, Job job, CancellationToken token);
}

/// <summary>Ends a job; the message is for whoever asked for it.</summary>
internal sealed class LongWorkFailedException(string message, Exception? inner = null) : Exception(message, inner);
