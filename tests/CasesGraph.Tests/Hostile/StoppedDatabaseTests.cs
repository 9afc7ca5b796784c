using System.Net;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

/// <summary>PostgreSQL stopped, and started again, while cases are written.</summary>
public sealed class StoppedDatabaseTests(OwnCluster cluster) : IClassFixture<OwnCluster>
{
    [PostgresTheory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task Writes_go_on_by_themselves_and_nothing_is_lost_or_doubled(string mode)
    {
        await using var server = await RunningServer.StartAsync(cluster.Settings());
        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await socket.SubscribeAsync("1", "subscription { onCaseChanged(from: BEGINNING) { case { subject } } }");
        var load = new CaseLoad(server.Client, writers: 16);
        await load.MoreAsync(one => one.Acknowledged, 100);

        await cluster.StopAsync(mode);
        await load.MoreAsync(one => one.Refused, 16);
        await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);
        await cluster.StartAsync();
        await load.MoreAsync(one => one.Acknowledged, 100);
        await server.Client.BecomesAsync(HttpStatusCode.OK);

        await load.StopAsync();
        await load.CheckAsync(server.Get<CasesDatabase>());
        var delivered = new HashSet<string>(StringComparer.Ordinal);
        while (!delivered.IsSupersetOf(load.Subjects))
            Assert.True(
                delivered.Add((await socket.NextAsync()).GetProperty("case").GetProperty("subject").GetString()!)
            );
    }

    [PostgresFact]
    public async Task A_server_whose_database_is_away_stops_as_any_other()
    {
        using var folder = new TemporaryFolder();
        var settings = cluster
            .Settings()
            .Select(one => (one.Name.Replace(":", "__", StringComparison.Ordinal), one.Value));
        await using var server = await ServerProcess.StartAsync(folder.Path, [("Demo__Cases", "0"), .. settings]);
        await server.Client.CreateCaseAsync("Before");
        await cluster.StopAsync("immediate");
        await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Equal(0, await server.StopAsync());

        await cluster.StartAsync();
    }

    [PostgresFact]
    public async Task A_database_that_takes_no_more_connections_is_an_outage()
    {
        await cluster.ExecuteAsync("CREATE ROLE few LOGIN CREATEDB");
        await using var server = await RunningServer.StartAsync(cluster.Settings("Username=few"));
        var load = new CaseLoad(server.Client, writers: 8);
        await load.MoreAsync(one => one.Acknowledged, 20);

        await cluster.ExecuteAsync("ALTER ROLE few CONNECTION LIMIT 0");
        await cluster.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'few'");
        await load.MoreAsync(one => one.Refused, 8);
        await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);
        await cluster.ExecuteAsync("ALTER ROLE few CONNECTION LIMIT -1");
        await load.MoreAsync(one => one.Acknowledged, 20);
        await server.Client.BecomesAsync(HttpStatusCode.OK);

        await load.StopAsync();
        await load.CheckAsync(server.Get<CasesDatabase>());
    }
}
