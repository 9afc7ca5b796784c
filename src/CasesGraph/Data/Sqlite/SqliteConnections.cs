using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Connections to the one database file, all set up alike. Opening one costs more than a usual read, so readers rent
/// them; what is prepared on a connection stays with it.
/// </summary>
public sealed class SqliteConnections(string connectionString) : IDisposable
{
    private readonly string unpooled = new SqliteConnectionStringBuilder(connectionString)
    {
        Pooling = false,
    }.ToString();

    /// <summary>The last one first: it has most prepared, and the warmest pages.</summary>
    private readonly ConcurrentStack<SqliteReadConnection> idle = [];
    private readonly int mostIdle = Math.Max(16, 4 * Environment.ProcessorCount);
    private int idleCount;
    private volatile bool disposed;

    public string ConnectionString => connectionString;

    /// <summary>A connection of the caller's own, to keep or to dispose of.</summary>
    internal SoleConnection Open() => SqliteSetup.Open(unpooled);

    /// <summary>A connection for the length of a read; disposing of it gives it back.</summary>
    internal SqliteReadConnection Rent()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!idle.TryPop(out var connection))
            return new SqliteReadConnection(this, Open());
        Interlocked.Decrement(ref idleCount);
        return connection;
    }

    /// <summary>One that is in the middle of a transaction, or too many, is closed instead of kept.</summary>
    internal void Return(SqliteReadConnection connection)
    {
        if (connection.IsClean && !disposed && idleCount < mostIdle)
        {
            Interlocked.Increment(ref idleCount);
            idle.Push(connection);
        }
        else
            connection.Close();
    }

    /// <summary>Closes those that nobody reads by, for who needs the file alone.</summary>
    internal void CloseIdle()
    {
        while (idle.TryPop(out var connection))
        {
            Interlocked.Decrement(ref idleCount);
            connection.Close();
        }
    }

    public void Dispose()
    {
        disposed = true;
        CloseIdle();
    }
}
