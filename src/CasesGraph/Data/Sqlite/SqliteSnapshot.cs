using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>A transaction that only reads; what it sees is fixed by the first read.</summary>
internal sealed class SqliteSnapshot : IAsyncDisposable
{
    private readonly SoleConnection connection;

    public SqliteSnapshot(SoleConnection connection)
    {
        this.connection = connection;
        using var use = connection.Begin();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, "BEGIN"), connection.Handle);
    }

    /// <summary>A connection on which this fails is not used again (<see cref="SqliteConnections.Return"/>).</summary>
    public ValueTask DisposeAsync()
    {
        using var use = connection.Begin();
        raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        return ValueTask.CompletedTask;
    }
}
