using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using CasesGraph.Query;
using Microsoft.Data.Sqlite;
using SQLitePCL;

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
    private readonly ConcurrentBag<SqliteConnection> idle = [];
    private readonly int mostIdle = Math.Max(16, 4 * Environment.ProcessorCount);
    private readonly ConditionalWeakTable<SqliteConnection, PreparedStatements> prepared = [];
    private volatile bool disposed;

    public string ConnectionString => connectionString;

    /// <summary>A connection of the caller's own, to keep or to dispose of.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(unpooled);
        try
        {
            connection.Open();
            SqliteSetup.Apply(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection for the length of a read. Must come back through <see cref="Return"/>, or be disposed of.</summary>
    public SqliteConnection Rent()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return idle.TryTake(out var connection) ? connection : Open();
    }

    /// <summary>What was prepared on a rented connection before.</summary>
    internal PreparedStatements PreparedOn(SqliteConnection connection) =>
        prepared.GetValue(connection, static rented => new PreparedStatements(rented));

    /// <summary>One that is in the middle of a transaction, or too many, is closed instead of kept.</summary>
    public void Return(SqliteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var clean = connection.Handle is { } handle && raw.sqlite3_get_autocommit(handle) != 0;
        if (clean && !disposed && idle.Count < mostIdle)
            idle.Add(connection);
        else
            connection.Dispose();
    }

    /// <summary>Stops a statement that is under way; the provider itself looks at tokens only before it starts one.</summary>
    public static CancellationTokenRegistration InterruptOn(SqliteConnection connection, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return token.Register(() => raw.sqlite3_interrupt(connection.Handle));
    }

    /// <summary>Everything read until it ends sees the same state; it never waits for a writer, nor a writer for it.</summary>
    public static DbTransaction BeginSnapshot(SqliteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.BeginTransaction(deferred: true);
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }
}
