using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using CasesGraph.Data.Tallies;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data.Sqlite;

public sealed class SqliteSetupTests
{
    [SqliteFact]
    public async Task A_lock_left_behind_by_a_killed_migration_does_not_stop_the_next()
    {
        await using var database = TestDatabase.Absent();
        Directory.CreateDirectory(Path.Join(database.Folder, "data"));
        using var connections = new SqliteConnections(database.Settings.ConnectionString);
        await using (var connection = connections.Open())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2020-01-01');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await database.Migration.RunAsync(default).WaitAsync(TimeSpan.FromSeconds(30));

        await using var db = database.CreateDb();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [SqliteFact]
    public async Task Every_search_index_and_tally_has_its_triggers_after_the_last_migration()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.CreateDb();

        var there = await db
            .Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger'")
            .ToListAsync();

        var wanted = SearchIndex
            .All.SelectMany(index => SqliteSearch.Triggers(index).Values)
            .Concat(Tally.All.SelectMany(tally => SqliteTallies.Triggers(tally, db.Model).Values));
        Assert.Equal(wanted.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    [SqliteTheory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public async Task Every_connection_is_durable_and_strict(string pragma, string expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.CreateDb();
        await db.Database.OpenConnectionAsync();
        using var connections = new SqliteConnections(database.Settings.ConnectionString);
        foreach (var connection in new[] { connections.Open(), db.Database.GetDbConnection() })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}";
            Assert.Equal(expected, await command.ExecuteScalarAsync());
            await connection.DisposeAsync();
        }
    }
}
