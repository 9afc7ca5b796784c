using System.Data.Common;
using CasesGraph.Query;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

internal sealed class SqliteReadConnection(SqliteConnections connections, SqliteConnection connection) : ReadConnection
{
    public override Dialect Dialect => SqliteDialect.Instance;
    public override DbConnection Connection => connection;
    public override PreparedStatements Prepared => connections.PreparedOn(connection);

    public override Task<DbTransaction> BeginSnapshotAsync(CancellationToken token) =>
        Task.FromResult<DbTransaction>(connection.BeginTransaction(deferred: true));

    /// <summary>The provider itself looks at tokens only before it starts a statement.</summary>
    public override IDisposable InterruptOn(CancellationToken token) =>
        token.Register(() => raw.sqlite3_interrupt(connection.Handle));

    /// <summary>Changes whenever another connection has committed, of whichever process; asking reads no page.</summary>
    public override long? ReadVersion()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    public override ValueTask DisposeAsync()
    {
        connections.Return(connection);
        return ValueTask.CompletedTask;
    }
}
