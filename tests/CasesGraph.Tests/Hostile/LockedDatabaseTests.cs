using System.Net;
using CasesGraph.Data;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Hostile;

/// <summary>SQLite's write lock held by another program, and its disk full, while cases are written.</summary>
public sealed class LockedDatabaseTests
{
    [SqliteFact]
    public async Task Writes_go_on_by_themselves_when_another_program_lets_go_of_the_lock()
    {
        await using var server = await StartAsync("Default Timeout=1");
        var load = new CaseLoad(server.Client, writers: 8);
        await load.MoreAsync(one => one.Acknowledged, 20);

        await using (var other = await LockAsync(server))
        {
            await load.MoreAsync(one => one.Refused, 8);
            await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);
            Assert.True(await server.CountCasesAsync() >= 20);
        }
        await load.MoreAsync(one => one.Acknowledged, 20);
        await server.Client.BecomesAsync(HttpStatusCode.OK);

        await load.StopAsync();
        await load.CheckAsync(server.Get<CasesDatabase>());
    }

    [SqliteFact]
    public async Task A_request_whose_time_ends_while_it_waits_for_the_lock_was_not_written()
    {
        await using var server = await StartAsync("Default Timeout=3", ("Limits:RequestSeconds", "1"));
        var load = new CaseLoad(server.Client, writers: 4);
        await using (var other = await LockAsync(server))
            await load.MoreAsync(one => one.Refused, 4);
        await load.MoreAsync(one => one.Acknowledged, 4);

        await load.StopAsync();
        await load.CheckAsync(server.Get<CasesDatabase>());
    }

    [SqliteFact]
    public async Task A_server_whose_database_is_locked_stops_as_any_other()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(
            database.Folder,
            [
                .. database.Variables,
                ("Demo__Cases", "0"),
                ("ConnectionStrings__Cases", $"{database.Settings.ConnectionString};Default Timeout=1"),
            ]
        );
        await server.Client.CreateCaseAsync("Before");
        await using var other = await LockAsync(database);
        var load = new CaseLoad(server.Client, writers: 2);
        await load.MoreAsync(one => one.Refused, 2);
        await load.StopAsync();

        Assert.Equal(0, await server.StopAsync());
    }

    [SqliteFact]
    public async Task A_full_disk_refuses_whole_writes_and_the_next_have_room_again()
    {
        await using var server = await StartAsync("Default Timeout=1");
        var load = new CaseLoad(server.Client, writers: 8);
        await load.MoreAsync(one => one.Acknowledged, 20);

        // As long as its connection is open, no page comes to the file; after the first failure it has another.
        var refused = load.MoreAsync(one => one.Refused, 1);
        try
        {
            await server
                .Get<WriteGate>()
                .RunAsync(
                    (db, _, token) => db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1", token),
                    default
                );
        }
        catch (UnavailableException)
        {
            // It was in one transaction with writes that found no room.
        }
        await refused;
        await load.MoreAsync(one => one.Acknowledged, 20);
        await server.Client.BecomesAsync(HttpStatusCode.OK);

        await load.StopAsync();
        await load.CheckAsync(server.Get<CasesDatabase>());
    }

    private static async Task<RunningServer> StartAsync(string options, params IEnumerable<(string, string)> settings)
    {
        var database = await TestDatabase.CreateAsync();
        var server = new RunningServer { Database = database };
        server.Settings["Database:Provider"] = "Sqlite";
        server.Settings["ConnectionStrings:Cases"] = $"{database.Settings.ConnectionString};{options}";
        foreach (var (name, value) in settings)
            server.Settings[name] = value;
        await server.InitializeAsync();
        return server;
    }

    private static Task<SqliteConnection> LockAsync(RunningServer server) => LockAsync(server.Database);

    private static async Task<SqliteConnection> LockAsync(TestDatabase database)
    {
        var other = new SqliteConnection($"{database.Settings.ConnectionString};Pooling=false;Default Timeout=30");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return other;
    }
}
