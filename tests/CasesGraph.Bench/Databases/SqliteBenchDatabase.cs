using System.Data.Common;
using System.Globalization;
using CasesGraph.Data;
using Microsoft.Data.Sqlite;

namespace CasesGraph.Bench.Databases;

internal sealed class SqliteBenchDatabase(BenchOptions options) : BenchDatabase(options)
{
    public override string Provider => "Sqlite";

    public override TimeSpan Cpu => TimeSpan.Zero;

    private string Seeded =>
        Path.Join(Options.Cache, string.Create(CultureInfo.InvariantCulture, $"data/cases-{Options.Cases}.db"));

    public override async Task<string> EnsureAsync(CancellationToken token)
    {
        if (!File.Exists(Seeded))
        {
            var unfinished = Seeded + ".unfinished";
            Directory.CreateDirectory(Path.GetDirectoryName(Seeded)!);
            File.Delete(unfinished);
            await SeedAsync(ConnectionString(unfinished), token);
            File.Move(unfinished, Seeded);
        }
        return ConnectionString(Seeded);
    }

    public override async Task<string> CopyAsync(string name, CancellationToken token)
    {
        var copy = Path.Join(Options.Cache, $"data/{name}.db");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(copy + suffix);
        // Whatever a server left behind in the log belongs to the data.
        await using (var connection = await OpenAsync(ConnectionString(Seeded), token))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync(token);
        }
        File.Copy(Seeded, copy);
        return ConnectionString(copy);
    }

    public override async Task<DbConnection> OpenAsync(string connectionString, CancellationToken token)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(token);
        return connection;
    }

    public override async Task PrepareAsync(DbConnection connection, CancellationToken token)
    {
        ((SqliteConnection)connection).CreateFunction<string?, string>(
            "search_text",
            SearchText.Normalize,
            isDeterministic: true
        );
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384;";
        await command.ExecuteNonQueryAsync(token);
    }

    private static string ConnectionString(string file) => $"Data Source={file};Pooling=False";
}
