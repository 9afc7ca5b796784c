namespace CasesGraph.Data;

/// <summary>An open connection for reading, used by one at a time; disposing of it gives it back.</summary>
internal abstract class ReadConnection : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    public abstract StatementRunner Statements { get; }

    /// <summary>Everything read until it ends sees the same state; it never waits for a writer, nor a writer for it.</summary>
    public abstract ValueTask<IAsyncDisposable> BeginSnapshotAsync(CancellationToken token);

    /// <summary>Stops a statement that is under way, where its own token does not.</summary>
    public virtual IDisposable? InterruptOn(CancellationToken token) => null;

    /// <summary>Changes whenever something was committed; null where asking costs as much as reading the log.</summary>
    public virtual long? ReadVersion() => null;

    public abstract ValueTask DisposeAsync();
}
