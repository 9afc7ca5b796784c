using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>A PostgreSQL server, for any number of processes; queries may have a copy of it to read from.</summary>
internal sealed class PostgresDatabase(DatabaseSettings settings, TimeProvider time) : CasesDatabase
{
    private readonly NpgsqlDataSource primary = NpgsqlDataSource.Create(settings.ConnectionString);
    private readonly PostgresReplica? replica = settings.Replica is { } address ? new(address, time) : null;

    public string Address => settings.ConnectionString;

    public NpgsqlDataSource Primary => primary;

    public PostgresSignal Signal { get; } = new(settings.ConnectionString);

    internal override long PositionStep => 1L << PostgresLog.ChangeBits;

    public override string Place
    {
        get
        {
            var at = new NpgsqlConnectionStringBuilder(Address);
            return $"{at.Database} at {at.Host}:{at.Port}";
        }
    }

    public override CasesDb CreateDb() => PostgresDb.Over(primary);

    internal override async ValueTask<ReadConnection> RentAsync(string? reader, CancellationToken token) =>
        new PostgresReadConnection(await (replica?.For(reader) ?? primary).OpenConnectionAsync(token));

    internal override ValueTask<ReadConnection> OpenAsync(CancellationToken token) => RentAsync(reader: null, token);

    internal override void Wrote(string writer) => replica?.Wrote(writer);

    internal override IDisposable WatchOthers(Action committed) => Signal.Listen(committed);

    internal override Task<IAsyncDisposable?> TryLeadAsync(CancellationToken token) =>
        PostgresLead.TryTakeAsync(primary, token);

    internal override BulkLoad BeginBulkLoad() => new PostgresBulkLoad(primary.OpenConnection());

    public override async ValueTask DisposeAsync()
    {
        await Signal.DisposeAsync();
        await primary.DisposeAsync();
        if (replica is not null)
            await replica.DisposeAsync();
    }
}
