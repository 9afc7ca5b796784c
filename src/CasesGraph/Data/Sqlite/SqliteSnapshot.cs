using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>A transaction that only reads; what it sees is fixed by the first read.</summary>
internal sealed class SqliteSnapshot : IAsyncDisposable
{
    private readonly SqliteConnection connection;

    public SqliteSnapshot(SqliteConnection connection)
    {
        this.connection = connection;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, "BEGIN"), connection.Handle);
    }

    /// <summary>A connection on which this fails is not used again (<see cref="SqliteConnections.Return"/>).</summary>
    public ValueTask DisposeAsync()
    {
        raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        return ValueTask.CompletedTask;
    }
}
