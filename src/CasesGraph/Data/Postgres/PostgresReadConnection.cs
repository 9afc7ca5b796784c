using System.Data;
using System.Data.Common;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>The pool keeps the connections, and the driver what was prepared on them.</summary>
internal sealed class PostgresReadConnection(NpgsqlConnection connection) : ReadConnection
{
    public override Dialect Dialect => PostgresDialect.Instance;
    public override DbConnection Connection => connection;

    public override async Task<DbTransaction> BeginSnapshotAsync(CancellationToken token) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);

    public override ValueTask DisposeAsync() => connection.DisposeAsync();
}
