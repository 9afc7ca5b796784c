using CasesGraph.Data.Sqlite;
using CasesGraph.Seeding;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Data;

/// <summary>The planner's statistics, in a database that nobody tended.</summary>
public sealed class StatisticsTests
{
    /// <summary>A query that goes another way once it is known how few cases there are.</summary>
    private const string Query = """
        SELECT c."Kind" FROM "CaseChange" c JOIN "Case" o ON o."Number" = c."CaseNumber"
        WHERE o."Priority" = 1 ORDER BY c."Id" LIMIT 5
        """;

    private static readonly DateTime Until = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task They_are_there_before_the_first_request()
    {
        var database = await SeededAsync();
        await using var server = new RunningServer { Database = database };
        Assert.False(await HasStatisticsAsync(database));

        await server.InitializeAsync();

        Assert.True(await HasStatisticsAsync(database));
    }

    [SqliteFact]
    public async Task Connections_that_are_open_go_by_them()
    {
        await using var database = await SeededAsync();
        using var connections = new SqliteConnections(database.Settings.ConnectionString);
        using var open = connections.Open();
        var before = await PlanAsync(open);

        await database.Outside.RefreshStatisticsAsync(database.Gate, CancellationToken.None);

        var after = await PlanAsync(open);
        Assert.NotEqual(before, after);
        using var later = connections.Open();
        Assert.Equal(await PlanAsync(later), after);
    }

    [SqliteFact]
    public async Task They_are_refreshed_only_when_a_table_has_another_size()
    {
        await using var database = await SeededAsync();
        Assert.True(await database.Gate.RunAsync((db, _, token) => SqliteStatistics.RefreshAsync(db, token), default));
        Assert.False(await database.Gate.RunAsync((db, _, token) => SqliteStatistics.RefreshAsync(db, token), default));
    }

    [SqliteFact]
    public async Task What_was_written_meanwhile_is_looked_at_every_minute()
    {
        var clock = new MinuteClock();
        await using var server = new RunningServer
        {
            Services = services => services.AddSingleton<TimeProvider>(clock),
        };
        await server.InitializeAsync();
        await server.Client.CreateCaseAsync("The first of many");
        Assert.Equal(0, await CountOfCaseAsync(server.Database));

        clock.Pass();

        await Eventually.HoldsAsync(async () => await CountOfCaseAsync(server.Database) > 0);
    }

    /// <summary>Written by somebody who knows nothing of statistics, such as a restored backup.</summary>
    private static async Task<TestDatabase> SeededAsync()
    {
        var database = await TestDatabase.CreateAsync();
        try
        {
            await using var db = database.CreateDb();
            await new Seeder(database.Outside).SeedAsync(cases: 200, Until, progress: null, default);
            await db.Database.ExecuteSqlRawAsync(
                TestDatabase.IsPostgres
                    ? "UPDATE pg_class SET reltuples = -1 WHERE relname IN ('Case', 'CaseChange')"
                    : "DELETE FROM sqlite_stat1"
            );
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> HasStatisticsAsync(TestDatabase database)
    {
        if (!TestDatabase.IsPostgres)
            return await CountOfCaseAsync(database) > 0;
        await using var db = database.CreateDb();
        return await db
                .Database.SqlQuery<double>(
                    $"""SELECT min(reltuples)::float8 AS "Value" FROM pg_class WHERE relname IN ('Case', 'CaseChange')"""
                )
                .SingleAsync() >= 0;
    }

    /// <summary>By an index of all cases: partial ones are looked at even while there is none.</summary>
    private static async Task<int> CountOfCaseAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        var kept = await db
            .Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_schema WHERE name = 'sqlite_stat1'")
            .SingleAsync();
        return kept == 0
            ? 0
            : await db
                .Database.SqlQuery<int>(
                    $"SELECT COUNT(*) AS Value FROM sqlite_stat1 WHERE idx = 'IX_Case_ExternalReference'"
                )
                .SingleAsync();
    }

    /// <summary>After a read, by which a connection sees that the schema has another version.</summary>
    private static async Task<List<string>> PlanAsync(SqliteConnection connection)
    {
        await SqlitePlans.ReadAsync(connection, "SELECT MAX(\"Id\") || '' FROM \"CaseChange\"");
        return await SqlitePlans.ReadAsync(connection, "EXPLAIN QUERY PLAN " + Query);
    }

    /// <summary>Its minutes pass when it is told so.</summary>
    private sealed class MinuteClock : TimeProvider
    {
        private Action pass = () => { };

        public void Pass() => pass();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period != TimeSpan.FromMinutes(1))
                return base.CreateTimer(callback, state, dueTime, period);
            pass += () => callback(state);
            return base.CreateTimer(_ => { }, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
