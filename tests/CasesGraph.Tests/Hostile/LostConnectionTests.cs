using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Npgsql;

namespace CasesGraph.Tests.Hostile;

/// <summary>PostgreSQL cuts connections, has none left, or takes no writes.</summary>
[Collection(nameof(QuietCluster))]
public sealed class LostConnectionTests
{
    private const string Create = "mutation { createCase(input: { subject: \"Any\" }) { case { number } } }";

    /// <summary>The commit waits in a deferred trigger for a lock that the test holds.</summary>
    private const string SlowCommit = """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON "Case" DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION slow()
        """;

    [PostgresTheory]
    [InlineData(null)]
    [InlineData("key-1")]
    public async Task A_connection_that_goes_during_the_commit_leaves_it_unknown_what_was_written(string? key)
    {
        await using var server = await RunningServer.StartAsync();
        await using var outside = NpgsqlDataSource.Create(server.Database.Settings.ConnectionString);
        await ExecuteAsync(outside, SlowCommit);
        await using var holder = await outside.OpenConnectionAsync();
        await ExecuteAsync(holder, "SELECT pg_advisory_lock(4711)");

        var asking = PostAsync(server, Create, key);
        await Eventually.HoldsAsync(async () => await ExecuteAsync(outside, Waiters("NOT granted")) > 0);
        await ExecuteAsync(holder, "SELECT pg_advisory_unlock(4711)");
        using var response = await asking;

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "UNKNOWN"),
            (response.StatusCode, await WrittenAsync(response))
        );
        using var again = await PostAsync(server, Create, key);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1, await server.CountCasesAsync());
    }

    [PostgresTheory]
    [InlineData(null)]
    [InlineData("key-1")]
    public async Task A_connection_that_goes_before_the_commit_costs_nobody_anything(string? key)
    {
        await using var server = await RunningServer.StartAsync();
        await using var outside = NpgsqlDataSource.Create(server.Database.Settings.ConnectionString);
        await using var holder = await outside.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await ExecuteAsync(holder, "LOCK TABLE \"Case\" IN SHARE MODE");

        var asking = PostAsync(server, Create, key);
        await Eventually.HoldsAsync(async () =>
            await ExecuteAsync(
                outside,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE relation = '\"Case\"'::regclass AND NOT granted"
            ) > 0
        );
        await transaction.RollbackAsync();
        using var response = await asking;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, await server.CountCasesAsync());
    }

    [PostgresFact]
    public async Task A_pool_that_is_exhausted_is_an_outage_until_a_connection_is_free()
    {
        await using var server = await StartAsync("Maximum Pool Size=2;Timeout=1");
        var database = server.Get<CasesDatabase>();
        var held = await OpenAsync(database);
        var other = await OpenAsync(database);

        foreach (var query in new[] { Create, "{ cases { totalCount } }" })
        {
            using var response = await PostAsync(server, query);
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "NO"),
                (response.StatusCode, await WrittenAsync(response))
            );
        }
        await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);
        await held.DisposeAsync();
        await other.DisposeAsync();
        await server.Client.BecomesAsync(HttpStatusCode.OK);
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await PostAsync(server, Create);
            return response.IsSuccessStatusCode;
        });

        Assert.Equal(1, await server.CountCasesAsync());
    }

    [PostgresFact]
    public async Task A_database_that_only_reads_is_not_ready()
    {
        await using var server = await StartAsync("Application Name=reads");
        await using var outside = NpgsqlDataSource.Create(server.Database.Settings.ConnectionString);
        await SwitchAsync("on");

        using var response = await PostAsync(server, Create);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "NO"), (response.StatusCode, await WrittenAsync(response)));
        await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(0, await server.CountCasesAsync());
        await SwitchAsync("off");
        await server.Client.BecomesAsync(HttpStatusCode.OK);
        await server.Client.CreateCaseAsync("Later");

        async Task SwitchAsync(string only)
        {
            var name = new NpgsqlConnectionStringBuilder(server.Database.Settings.ConnectionString).Database;
            await ExecuteAsync(outside, $"ALTER DATABASE {name} SET default_transaction_read_only = {only}");
            await ExecuteAsync(
                outside,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reads'"
            );
        }
    }

    private static string Waiters(string which) =>
        $"SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND {which}";

    private static async Task<RunningServer> StartAsync(string options)
    {
        var database = await TestDatabase.CreateAsync();
        var server = new RunningServer { Database = database };
        server.Settings["Database:Provider"] = "Postgres";
        server.Settings["ConnectionStrings:Cases"] = $"{database.Settings.ConnectionString};{options}";
        await server.InitializeAsync();
        return server;
    }

    /// <summary>The server's own loops use the pool too, for as long as a statement takes.</summary>
    private static async Task<ReadConnection> OpenAsync(CasesDatabase database)
    {
        ReadConnection? opened = null;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                opened = await database.OpenAsync(default);
            }
            catch (UnavailableException) { }
            return opened is not null;
        });
        return opened!;
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningServer server, string query, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query }),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await server.Client.SendAsync(request);
    }

    private static async Task<string?> WrittenAsync(HttpResponseMessage response) =>
        JsonElement
            .Parse(await response.Content.ReadAsStringAsync())
            .GetProperty("errors")[0]
            .GetProperty("extensions")
            .GetProperty("written")
            .GetString();

    private static async Task<long> ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await ExecuteAsync(connection, sql);
    }

    private static async Task<long> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }
}
