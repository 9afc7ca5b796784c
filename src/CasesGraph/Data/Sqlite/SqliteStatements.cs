using CasesGraph.Query;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// The statements of one connection, prepared once: for a small read, preparing costs as much as running. They go with
/// the connection; one that has seen many plans starts over.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : StatementRunner, IDisposable
{
    private const int MostStatements = 200;
    private readonly Dictionary<Statement, SqliteStatement> prepared = new(ReferenceEqualityComparer.Instance);

    public override ValueTask<RowSet> ReadAsync(Statement statement, StatementInput input, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Get(statement).Read(input));
    }

    public override async ValueTask<(RowSet First, RowSet Second)> ReadBothAsync(
        Statement first,
        Statement second,
        StatementInput input,
        CancellationToken token
    )
    {
        var begins = raw.sqlite3_get_autocommit(connection.Handle) != 0;
        await using var snapshot = begins ? new SqliteSnapshot(connection) : null;
        return (await ReadAsync(first, input, token), await ReadAsync(second, input, token));
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
            statement.Dispose();
        prepared.Clear();
    }

    private SqliteStatement Get(Statement statement)
    {
        if (prepared.TryGetValue(statement, out var known))
            return known;
        if (prepared.Count >= MostStatements)
            Dispose();
        var created = new SqliteStatement(connection, statement);
        prepared.Add(statement, created);
        return created;
    }
}
