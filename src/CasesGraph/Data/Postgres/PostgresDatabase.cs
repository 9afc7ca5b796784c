using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>A PostgreSQL server, for any number of processes.</summary>
internal sealed class PostgresDatabase(DatabaseSettings settings) : CasesDatabase
{
    private readonly NpgsqlDataSource primary = NpgsqlDataSource.Create(settings.ConnectionString);

    public string Address => settings.ConnectionString;

    public NpgsqlDataSource Primary => primary;

    public override CasesDb CreateDb() => PostgresDb.Over(primary);

    internal override async ValueTask<ReadConnection> RentAsync(CancellationToken token) =>
        new PostgresReadConnection(await primary.OpenConnectionAsync(token));

    internal override ValueTask<ReadConnection> OpenAsync(CancellationToken token) => RentAsync(token);

    internal override BulkLoad BeginBulkLoad() => new PostgresBulkLoad(primary.OpenConnection());

    public override ValueTask DisposeAsync() => primary.DisposeAsync();
}
