namespace CasesGraph.Data.Sqlite;

/// <summary>One file, embedded.</summary>
internal sealed class SqliteDatabase(SqliteConnections connections) : CasesDatabase
{
    public override CasesDb CreateDb() => SqliteDb.Over(connections.ConnectionString);

    internal override ValueTask<ReadConnection> RentAsync(string? reader, CancellationToken token) =>
        ValueTask.FromResult<ReadConnection>(connections.Rent());

    internal override ValueTask<ReadConnection> OpenAsync(CancellationToken token) =>
        ValueTask.FromResult<ReadConnection>(new SqliteReadConnection(connections, connections.Open()));

    internal override BulkLoad BeginBulkLoad() => new SqliteBulkLoad(connections.Open());

    public override ValueTask DisposeAsync()
    {
        connections.Dispose();
        return ValueTask.CompletedTask;
    }
}
