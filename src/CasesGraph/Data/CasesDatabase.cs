namespace CasesGraph.Data;

/// <summary>The database that the service runs on. There is a subclass for each kind; nothing outside Data/ knows which.</summary>
public abstract class CasesDatabase : IAsyncDisposable
{
    /// <summary>A context that opens connections by itself, for whatever is neither a planned read nor an operation.</summary>
    public abstract CasesDb CreateDb();

    /// <summary>A connection for the length of a read.</summary>
    internal abstract ValueTask<ReadConnection> RentAsync(CancellationToken token);

    /// <summary>A connection for somebody who reads as long as the process lives.</summary>
    internal abstract ValueTask<ReadConnection> OpenAsync(CancellationToken token);

    /// <summary>
    /// Calls back soon after commits of other processes, as far as the database can tell; it must not block. Who follows
    /// the log looks now and then by itself.
    /// </summary>
    internal virtual IDisposable? WatchOthers(Action committed) => null;

    /// <summary>Begins to fill the database in one transaction, past the operations: for demo data only.</summary>
    internal abstract BulkLoad BeginBulkLoad();

    public abstract ValueTask DisposeAsync();
}
