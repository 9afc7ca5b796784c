using CasesGraph.Serving;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>A PostgreSQL server, for any number of processes; queries may have a copy of it to read from.</summary>
internal sealed class PostgresDatabase(
    DatabaseSettings settings,
    EntityConditions conditions,
    TimeProvider time,
    BackgroundLoops loops
) : CasesDatabase
{
    private readonly NpgsqlDataSource primary = NpgsqlDataSource.Create(settings.ConnectionString);
    private readonly PostgresReplica? replica = settings.Replica is { } address ? new(address, time) : null;

    internal override EntityConditions Conditions => conditions;

    public string Address => settings.ConnectionString;

    public NpgsqlDataSource Primary => primary;

    public PostgresSignal Signal { get; } = new(settings.ConnectionString, loops);

    internal override long PositionStep => 1L << PostgresLog.ChangeBits;

    public override string Place
    {
        get
        {
            var at = new NpgsqlConnectionStringBuilder(Address);
            return $"{at.Database} at {at.Host}:{at.Port}";
        }
    }

    /// <summary>A connection to write through.</summary>
    public Task<NpgsqlConnection> ConnectAsync(CancellationToken token) => ConnectAsync(primary, token);

    public override CasesDb CreateDb() => PostgresDb.Over(primary, conditions);

    internal override CasesDb CreatePlanningDb(EntityConditions conditions) =>
        PostgresDb.Over(primary, conditions, ForPlanning);

    internal override async ValueTask<ReadConnection> RentAsync(string? reader, CancellationToken token) =>
        new PostgresReadConnection(await ConnectAsync(replica?.For(reader) ?? primary, token));

    internal override ValueTask<ReadConnection> OpenAsync(CancellationToken token) => RentAsync(reader: null, token);

    internal override void Wrote(string writer) => replica?.Wrote(writer);

    internal override IDisposable WatchOthers(Action committed) => Signal.Listen(committed);

    internal override Task<IAsyncDisposable?> TryLeadAsync(string name, CancellationToken token) =>
        PostgresLead.TryTakeAsync(primary, name, token);

    /// <summary>Autovacuum keeps them; but it comes late to what was restored, or loaded at once.</summary>
    internal override async Task RefreshStatisticsAsync(WriteGate gate, CancellationToken token)
    {
        const string missing = """
            SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace
                AND relkind = 'r' AND reltuples < 0 AND pg_relation_size(oid) > 0)
            """;
        await using var connection = await primary.OpenConnectionAsync(token);
        await PostgresTallies.FoldAsync(connection, token);
        await using var command = new NpgsqlCommand(missing, connection) { CommandTimeout = 0 };
        if (await command.ExecuteScalarAsync(token) is not true)
            return;
        command.CommandText = "ANALYZE";
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>All that is left is old rows, which VACUUM removes.</summary>
    internal override Task CleanAsync(WriteGate gate, CancellationToken token) => Task.CompletedTask;

    internal override BulkLoad BeginBulkLoad() => new PostgresBulkLoad(primary.OpenConnection(), Model);

    public override async ValueTask DisposeAsync()
    {
        await Signal.DisposeAsync();
        await primary.DisposeAsync();
        if (replica is not null)
            await replica.DisposeAsync();
    }

    protected override bool IsOutage(Exception failure) => PostgresFailures.IsOutage(failure);

    /// <summary>Whatever keeps a connection from being had, a password that was changed too, is not the caller's doing.</summary>
    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, CancellationToken token)
    {
        try
        {
            return await source.OpenConnectionAsync(token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new UnavailableException("The database cannot be reached; try again later.", Written.No, failure);
        }
    }
}
