using CasesGraph.Serving;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>One file, embedded.</summary>
internal sealed class SqliteDatabase(SqliteConnections connections, EntityConditions conditions) : CasesDatabase
{
    public override string Place => new SqliteConnectionStringBuilder(connections.ConnectionString).DataSource;

    public override bool ReadsHoldThreads => true;

    internal override EntityConditions Conditions => conditions;

    public override CasesDb CreateDb() => SqliteDb.Over(connections.ConnectionString, conditions);

    internal override CasesDb CreatePlanningDb(EntityConditions conditions) =>
        SqliteDb.Over(connections.ConnectionString, conditions, ForPlanning);

    internal override ValueTask<ReadConnection> RentAsync(string? reader, CancellationToken token) =>
        ValueTask.FromResult<ReadConnection>(connections.Rent());

    internal override ValueTask<ReadConnection> OpenAsync(CancellationToken token) =>
        ValueTask.FromResult<ReadConnection>(new SqliteReadConnection(connections, connections.Open()));

    /// <summary>The operating system releases the file's lock with the process, even one that is killed.</summary>
    internal override Task<IAsyncDisposable?> TryLeadAsync(string name, CancellationToken token)
    {
        var file = $"{Place}.{name}";
        try
        {
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return Task.FromResult<IAsyncDisposable?>(held);
        }
        catch (IOException) when (File.Exists(file))
        {
            return Task.FromResult<IAsyncDisposable?>(null);
        }
    }

    internal override Task RefreshStatisticsAsync(WriteGate gate, CancellationToken token) =>
        gate.RunAsync((db, _, inside) => SqliteStatistics.RefreshAsync(db, inside), token);

    internal override async Task CleanAsync(WriteGate gate, CancellationToken token)
    {
        // One after the other, so that others write between them.
        foreach (var index in SearchIndex.All)
            await gate.RunAsync((db, _, inside) => OptimizeAsync(index, db, inside), token);
        using var connection = connections.Open();
        if (!SqliteCheckpoints.Truncate(connection))
            throw new UnavailableException(
                "Others read from the database's log all along. Stop them, or try again later."
            );
    }

    private static async Task<int> OptimizeAsync(SearchIndex index, CasesDb db, CancellationToken token)
    {
        await db.OverwritingAsync(() => db.Database.ExecuteSqlRawAsync(SqliteSearch.Optimize(index), token), token);
        return 0;
    }

    internal override BulkLoad BeginBulkLoad()
    {
        // Nobody but the load is to have the file open (SqliteBulkLoad).
        SqliteConnection.ClearAllPools();
        connections.CloseIdle();
        return new SqliteBulkLoad(connections.Open(), Model);
    }

    public override ValueTask DisposeAsync()
    {
        connections.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override bool IsOutage(Exception failure) => SqliteFailures.IsOutage(failure);
}
