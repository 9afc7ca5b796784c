using System.Data;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>The pool keeps the connections, and the driver what was prepared on them.</summary>
internal sealed class PostgresReadConnection(NpgsqlConnection connection) : ReadConnection
{
    public override Dialect Dialect => PostgresDialect.Instance;
    public override StatementRunner Statements { get; } = new PostgresStatements(connection);

    public override async ValueTask<IAsyncDisposable> BeginSnapshotAsync(CancellationToken token) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);

    public override ValueTask DisposeAsync() => connection.DisposeAsync();
}
