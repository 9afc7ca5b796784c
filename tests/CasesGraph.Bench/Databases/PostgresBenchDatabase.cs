using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace CasesGraph.Bench.Databases;

/// <summary>A database of a cluster on this machine, whose processes are part of what a request costs.</summary>
internal sealed class PostgresBenchDatabase : BenchDatabase
{
    private readonly string cluster;
    private readonly DatabaseProcesses processes;

    private PostgresBenchDatabase(BenchOptions options, string cluster, DatabaseProcesses processes)
        : base(options) => (this.cluster, this.processes) = (cluster, processes);

    public override string Provider => "Postgres";

    public override TimeSpan Cpu => processes.Cpu;

    private string Seeded => string.Create(CultureInfo.InvariantCulture, $"casesgraph_bench_{Options.Cases}");

    public static async Task<PostgresBenchDatabase> ConnectAsync(BenchOptions options, CancellationToken token)
    {
        var server =
            Environment.GetEnvironmentVariable("CASESGRAPH_POSTGRES")
            ?? throw new BenchStoppedException(
                "CASESGRAPH_POSTGRES names no cluster: tools/postgres run -- tools/bench …"
            );
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(token);
        return new PostgresBenchDatabase(options, server, DatabaseProcesses.Of(connection.ProcessID));
    }

    public override async Task<string> EnsureAsync(CancellationToken token)
    {
        if (await ExistsAsync(token))
            return ConnectionString(Seeded);
        var unfinished = Seeded + "_unfinished";
        await RunAsync($"DROP DATABASE IF EXISTS {unfinished}", token);
        await RunAsync($"CREATE DATABASE {unfinished}", token);
        await SeedAsync(ConnectionString(unfinished), token);
        await RunAsync($"ALTER DATABASE {unfinished} RENAME TO {Seeded}", token);
        return ConnectionString(Seeded);
    }

    public override async Task<string> CopyAsync(string name, CancellationToken token)
    {
        var copy = "casesgraph_bench_" + name;
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"DROP DATABASE IF EXISTS {copy} WITH (FORCE)", token);
        await RunAsync($"CREATE DATABASE {copy} TEMPLATE {Seeded} STRATEGY FILE_COPY", token);
        return ConnectionString(copy);
    }

    public override async Task<DbConnection> OpenAsync(string connectionString, CancellationToken token)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(token);
        return connection;
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(cluster) { Database = database }.ToString();

    private async Task<bool> ExistsAsync(CancellationToken token)
    {
        await using var connection = await OpenAsync(cluster, token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM pg_database WHERE datname = '{Seeded}'";
        return await command.ExecuteScalarAsync(token) is > 0L;
    }

    private async Task RunAsync(string sql, CancellationToken token)
    {
        await using var connection = await OpenAsync(cluster, token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // A copy of a million cases takes minutes.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(token);
    }
}
