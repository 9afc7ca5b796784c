using CasesGraph.Model;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>What one write does, to the database that it is given alone.</summary>
/// <param name="now">The one time of all that it writes.</param>
public delegate Task<T> Work<T>(CasesDb db, DateTime now, CancellationToken token);

/// <summary>The one way to write: whatever an operation does is one transaction, and answered only once it is durable.</summary>
public abstract class WriteGate : IAsyncDisposable
{
    private volatile bool isRefused;

    /// <summary>Raised after each commit; whoever listens must not block.</summary>
    public event EventHandler? Committed;

    /// <summary>Raised after a commit that changed what callers may do, before its caller hears of it.</summary>
    public event EventHandler? RightsChanged;

    /// <summary>False from a write that met an outage on, until one does not.</summary>
    public bool TakesWrites => !isRefused;

    /// <summary>
    /// Runs a work inside a write transaction and returns what it returned, once that is durable. A work that throws has
    /// written nothing. It may run more than once, each time from the beginning, when others were in its way; so it must
    /// change nothing but its database, and wait for nothing else.
    /// </summary>
    /// <param name="token">Takes a work back that waits; one that has started runs to its end.</param>
    /// <exception cref="UnavailableException">The database could not take it.</exception>
    public abstract Task<T> RunAsync<T>(Work<T> work, CancellationToken token);

    /// <summary>
    /// The same for a work that only reads by statements and only adds new cases, and so can share a transaction with
    /// others of its kind, and its trips to the database too.
    /// </summary>
    public virtual Task<T> AddAsync<T>(Work<T> work, CancellationToken token) => RunAsync(work, token);

    /// <summary>
    /// The same for a work that may keep an answer (<see cref="IdempotentAnswer"/>): what is taken out of the database
    /// meanwhile waits for it, or it sees nothing of that any more.
    /// </summary>
    public virtual Task<T> AnswerAsync<T>(Work<T> work, CancellationToken token) => RunAsync(work, token);

    /// <summary>Finds out whether writes are taken, by one that changes nothing.</summary>
    public Task ProbeAsync(CancellationToken token) =>
        RunAsync((db, _, inner) => db.Database.ExecuteSqlRawAsync(db.Dialect.EmptyWrite, inner), token);

    /// <summary>What waits is still written.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The one time of everything that a work writes.</summary>
    protected static DateTime WholeMicroseconds(TimeProvider time) => UtcMicroseconds.Cut(time.GetUtcNow().UtcDateTime);

    protected void OnCommitted()
    {
        isRefused = false;
        Committed?.Invoke(this, EventArgs.Empty);
    }

    protected void OnRightsChanged() => RightsChanged?.Invoke(this, EventArgs.Empty);

    /// <summary>What a work that failed tells its caller.</summary>
    protected Exception Failed(CasesDatabase database, Exception failure, Written written)
    {
        if (database.AsOutage(failure, written) is not { } outage)
            return failure;
        isRefused = true;
        return outage;
    }
}
