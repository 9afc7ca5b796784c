using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data;

public sealed class DatabaseMigrationTests
{
    [Fact]
    public async Task Starts_at_the_same_time_migrate_once()
    {
        await using var database = TemporaryDatabase.Absent();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Migration.RunAsync(default))));

        await using var db = database.CreateDb();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Empty(await db.Cases.ToListAsync());
    }

    [Fact]
    public async Task A_lock_left_behind_by_a_killed_migration_does_not_stop_the_next()
    {
        await using var database = TemporaryDatabase.Absent();
        await using (var connection = database.Connections.Open())
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

    [Fact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using var database = await TemporaryDatabase.CreateAsync();
        await using var db = database.CreateDb();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Every_search_index_has_its_triggers_after_the_last_migration()
    {
        await using var database = await TemporaryDatabase.CreateAsync();
        await using var db = database.CreateDb();

        var there = await db
            .Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger'")
            .ToListAsync();

        var wanted = SearchIndex.All.SelectMany(index => SqliteSearch.Triggers(index).Values);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Numbers_are_never_used_again()
    {
        await using var database = await TemporaryDatabase.CreateAsync();
        await using var db = database.CreateDb();
        db.Cases.Add(new Case { Subject = "First" });
        await db.SaveChangesAsync();
        await db.Cases.ExecuteDeleteAsync();

        var second = db.Cases.Add(new Case { Subject = "Second" }).Entity;
        await db.SaveChangesAsync();

        Assert.Equal(2, second.Number);
    }

    [Fact]
    public async Task The_log_outlives_a_purged_case()
    {
        await using var database = await TemporaryDatabase.CreateAsync();
        await using var db = database.CreateDb();
        var purged = db.Cases.Add(new Case { Subject = "Purged" }).Entity;
        db.CaseChanges.Add(new CaseChange { Case = purged, ChangeSet = new ChangeSet() });
        await db.SaveChangesAsync();

        await db.Cases.ExecuteDeleteAsync();

        Assert.Equal(purged.Number, await db.CaseChanges.Select(change => change.CaseNumber).SingleAsync());
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public async Task Every_connection_is_durable_and_strict(string pragma, string expected)
    {
        await using var database = await TemporaryDatabase.CreateAsync();
        await using var db = database.CreateDb();
        await db.Database.OpenConnectionAsync();
        foreach (
            var connection in new[]
            {
                database.Connections.Open(),
                database.Connections.Rent(),
                db.Database.GetDbConnection(),
            }
        )
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}";
            Assert.Equal(expected, await command.ExecuteScalarAsync());
            await connection.DisposeAsync();
        }
    }
}
