using System.Diagnostics;
using System.Text.Json;
using CasesGraph.Seeding;
using CasesGraph.Tests.Infrastructure;
using Xunit.Abstractions;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>Runs only when it is asked for (tools/feed-load): it wants the machine for itself.</summary>
public sealed class FeedLoadTests(ITestOutputHelper output)
{
    private const int Idle = 2_000;
    private const int Following = 500;
    private const int Filters = 50;
    private const int WritesPerSecond = 20;
    private const int Seconds = 30;

    [LoadFact]
    public async Task Many_subscribers_get_every_change_once_and_in_order()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "200"));
        var empty = server.Usage;
        var idle = await ConnectAsync(server.Client, Idle, IdleSubscription);
        var withIdle = server.Usage;
        var following = await ConnectAsync(
            server.Client,
            Following,
            _ => "subscription { onCaseChanged { cursor kind caseNumber occurredAt case { subject } } }"
        );
        await server.Client.SubscribedAsync(Idle + Following);
        var start = await server.Client.ChangeCursorAsync();
        var before = server.Usage;
        var statements = await server.Client.MetricAsync("casesgraph_sql_statements_total");

        var reading = following.Select(ReadAsync).ToList();
        var clock = Stopwatch.StartNew();
        await WriteAsync(server.Client);
        var received = await Task.WhenAll(reading);
        clock.Stop();

        var after = server.Usage;
        statements = await server.Client.MetricAsync("casesgraph_sql_statements_total") - statements;
        var log = await server.Client.ListChangesAsync(start, "cursor");
        var expected = log.Select(change => FeedLoad.Position(JsonDocument.Parse(change).RootElement)).ToList();
        Assert.All(received, one => Assert.Equal(expected, one.Positions));
        var latencies = received.SelectMany(one => one.Latencies).ToList();
        output.Print("connections", $"{Idle} idle (50 filters), {Following} that match");
        output.Print("changes", $"{expected.Count} in {clock.Elapsed.TotalSeconds:F1} s");
        output.Print("events delivered", $"{latencies.Count}, lost or repeated 0");
        output.Print("latency p50 / p99 / max", FeedLoad.Latencies(latencies));
        output.Print("server CPU", $"{(after.Cpu - before.Cpu) / clock.Elapsed:P0} of one core");
        output.Print(
            "server memory",
            $"{FeedLoad.Mega(empty.Bytes)} at start, {FeedLoad.Mega(withIdle.Bytes)} with idle ones, {FeedLoad.Mega(after.Bytes)} at the end"
        );
        output.Print("SQL statements a change", $"{(double)statements / expected.Count:F1}");
        foreach (var socket in idle.Concat(following))
            await socket.DisposeAsync();
    }

    [LoadFact]
    public async Task Filters_on_the_case_cost_the_same_over_many_cases()
    {
        await using var database = await TestDatabase.CreateAsync();
        var until = TimeProvider.System.GetUtcNow().UtcDateTime;
        await new Seeder(database.Outside).SeedAsync(cases: 100_000, until, progress: null, default);
        await using var server = await ServerProcess.StartAsync(database);
        var filtered = await ConnectAsync(server.Client, Filters, FilteredSubscription);
        var following = await ConnectAsync(
            server.Client,
            1,
            _ => "subscription { onCaseChanged { cursor occurredAt } }"
        );
        await server.Client.SubscribedAsync(Filters + 1);
        var before = server.Usage;

        var reading = ReadAsync(following[0]);
        var clock = Stopwatch.StartNew();
        await WriteAsync(server.Client);
        var received = await reading;
        clock.Stop();

        var cpu = server.Usage.Cpu - before.Cpu;
        output.Print("connections", $"{Filters} with a filter on the case each, 1 without, over 100,000 cases");
        output.Print("changes", $"{received.Positions.Count} in {clock.Elapsed.TotalSeconds:F1} s");
        output.Print("latency p50 / p99 / max", FeedLoad.Latencies(received.Latencies));
        output.Print("server CPU", $"{cpu / clock.Elapsed:P0} of one core");
        foreach (var socket in filtered.Concat(following))
            await socket.DisposeAsync();
    }

    /// <summary>Different filters, none of which ever matches.</summary>
    private static string FilteredSubscription(int index) =>
        (index % 3) switch
        {
            0 => Filtered($"priority: {{ eq: LOW }}, description: {{ eq: \"{index}\" }}"),
            1 => Filtered($"account: {{ name: {{ eq: \"{index}\" }} }}"),
            _ => Filtered($"contacts: {{ some: {{ lastName: {{ eq: \"{index}\" }} }} }}"),
        };

    private static string Filtered(string condition) =>
        $"subscription {{ onCaseChanged(where: {{ case: {{ {condition} }} }}) {{ kind }} }}";

    /// <summary>Fifty different filters, none of which ever matches.</summary>
    private static string IdleSubscription(int index) =>
        $"subscription {{ onCaseChanged(where: {{ caseNumber: {{ eq: {-1 - (index % 50)} }} }}) {{ kind }} }}";

    private static async Task<List<GraphSocket>> ConnectAsync(HttpClient server, int count, Func<int, string> query)
    {
        var sockets = new List<GraphSocket>(count);
        for (var index = 0; index < count; index++)
        {
            var socket = await GraphSocket.OpenAsync(server);
            await socket.SubscribeAsync("1", query(index));
            sockets.Add(socket);
        }
        return sockets;
    }

    private static Task WriteAsync(HttpClient server) =>
        FeedLoad.PaceAsync(WritesPerSecond, Seconds, write => server.CreateCaseAsync($"Change {write}"));

    private static async Task<Received> ReadAsync(GraphSocket socket)
    {
        var received = new Received();
        while (received.Positions.Count < WritesPerSecond * Seconds)
        {
            var change = await socket.NextAsync();
            received.Positions.Add(FeedLoad.Position(change));
            received.Latencies.Add(FeedLoad.Latency(change));
        }
        return received;
    }

    private sealed class Received
    {
        public List<long> Positions { get; } = [];
        public List<double> Latencies { get; } = [];
    }
}
