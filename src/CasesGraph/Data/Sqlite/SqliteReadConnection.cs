using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>A connection with all that was prepared on it.</summary>
internal sealed class SqliteReadConnection(SqliteConnections connections, SoleConnection connection) : ReadConnection
{
    private readonly SqliteStatements statements = new(connection);

    public override Dialect Dialect => SqliteDialect.Instance;
    public override StatementRunner Statements => statements;

    /// <summary>In the middle of no transaction.</summary>
    public bool IsClean => connection.Handle is { } handle && raw.sqlite3_get_autocommit(handle) != 0;

    public override ValueTask<IAsyncDisposable> BeginSnapshotAsync(CancellationToken token) =>
        ValueTask.FromResult<IAsyncDisposable>(new SqliteSnapshot(connection));

    /// <summary>SQLite knows nothing of tokens.</summary>
    public override IDisposable InterruptOn(CancellationToken token) =>
        token.UnsafeRegister(
            static interrupted => raw.sqlite3_interrupt(((SqliteConnection)interrupted!).Handle),
            connection
        );

    /// <summary>Changes whenever another connection has committed, of whichever process; asking reads no page.</summary>
    public override long? ReadVersion()
    {
        using var use = connection.Begin();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    public override ValueTask DisposeAsync()
    {
        connections.Return(this);
        return ValueTask.CompletedTask;
    }

    public void Close()
    {
        statements.Dispose();
        connection.Dispose();
    }
}
