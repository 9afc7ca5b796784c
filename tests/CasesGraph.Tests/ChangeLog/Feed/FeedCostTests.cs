using System.Globalization;
using CasesGraph.ChangeLog.Feed;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>What subscribers cost, and that they give it back.</summary>
public sealed class FeedCostTests
{
    private const string Subscription = "subscription { onCaseChanged { caseNumber fields { field } } }";
    private const int Writes = 20;

    [Fact]
    public async Task Statements_for_an_event_do_not_grow_with_equal_subscribers()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await using var one = await GraphSocket.OpenAsync(server.Client);
        await SubscribeAsync(server.Client, one, 1);
        var forOne = await StatementsAsync(server.Client, [one], perSocket: 1);

        // One that nobody reads from answers no ping, and is closed.
        await using var many = await GraphSocket.OpenAsync(server.Client);
        await SubscribeAsync(server.Client, many, 60);
        var forMany = await StatementsAsync(server.Client, [one, many], perSocket: 60);

        // The clock's looks count too, on databases that cannot tell for nothing whether something was committed.
        Assert.InRange(forMany, Writes, 2 * forOne);
        Assert.Equal(1, await server.Client.MetricAsync("casesgraph_feed_groups"));
        Assert.Equal(61, await server.Client.MetricAsync("casesgraph_feed_subscribers"));
        Assert.Equal(0, await server.Client.MetricAsync("casesgraph_feed_lag"));
    }

    [Fact]
    public async Task Clients_that_vanish_leave_nothing_behind()
    {
        await using var server = await RunningServer.StartAsync();
        var feed = server.Get<ChangeFeed>();
        var sockets = new List<GraphSocket>();
        var streams = new List<GraphEvents>();
        for (var client = 0; client < 10; client++)
        {
            sockets.Add(await GraphSocket.OpenAsync(server.Client));
            for (var id = 0; id < 3; id++)
                await sockets[^1].SubscribeAsync($"{id}", $"subscription {{ a{id}: onCaseChanged {{ kind }} }}");
            streams.Add(await GraphEvents.OpenAsync(server.Client, Subscription));
        }
        await Eventually.EqualAsync(40, () => feed.Subscribers);

        sockets.ForEach(socket => socket.Vanish());
        streams.ForEach(stream => stream.Dispose());

        await Eventually.EqualAsync(0, () => feed.Subscribers);
        await server.Client.CreateCaseAsync("Nobody hears it");
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task A_client_that_does_not_read_for_a_while_loses_nothing_and_fills_no_memory()
    {
        const int changes = 600;
        var text = new string('x', 8_000);
        await using var server = await RunningServer.StartAsync();
        var start = await server.Client.ChangeCursorAsync();
        const string selection = "caseNumber case { description }";
        await using var slow = await GraphSocket.OpenAsync(server.Client);
        await slow.SubscribeAsync("1", $"subscription {{ onCaseChanged(after: \"{start}\") {{ {selection} }} }}");
        var feed = server.Get<ChangeFeed>();
        await Eventually.EqualAsync(1, () => feed.Subscribers);

        var numbers = new List<long>();
        foreach (var group in Enumerable.Range(0, changes).Chunk(50))
            await Task.WhenAll(group.Select(_ => server.Client.CreateCaseAsync("Long", description: text)));
        numbers.AddRange(
            (await server.Client.ListChangesAsync(start, "caseNumber")).Select(change =>
                long.Parse(change.AsSpan(14, change.Length - 15), CultureInfo.InvariantCulture)
            )
        );

        Assert.Equal(changes, numbers.Count);
        foreach (var number in numbers)
            Assert.Equal(number, (await slow.NextAsync()).GetProperty("caseNumber").GetInt64());
    }

    [Fact]
    public void The_events_that_an_audience_keeps_are_bounded_in_number_and_size()
    {
        const int mostBytes = 256 * 1024;
        var tail = FeedTail.At(10);
        for (var position = 11; position <= 1_000; position++)
            tail = tail.With([new FeedEvent(position, new byte[10])], mostBytes);

        Assert.Equal(128, tail.Behind(0).Count);
        Assert.False(tail.Reaches(871));
        Assert.True(tail.Reaches(872));

        var large = tail.With([new FeedEvent(1_001, new byte[1_000_000])], mostBytes);
        Assert.Equal(1_001, Assert.Single(large.Behind(0)).Position);
        Assert.False(large.Reaches(999));
        Assert.True(large.Reaches(1_000));
    }

    private static async Task SubscribeAsync(HttpClient server, GraphSocket socket, int count)
    {
        var before = await server.MetricAsync("casesgraph_feed_subscribers");
        for (var id = 0; id < count; id++)
            await socket.SubscribeAsync($"{id}", Subscription);
        await server.SubscribedAsync((int)before + count);
    }

    /// <summary>Statements while changes are written one by one, each when all subscribers have the one before.</summary>
    private static async Task<long> StatementsAsync(HttpClient server, GraphSocket[] sockets, int perSocket)
    {
        var before = await server.MetricAsync("casesgraph_sql_statements_total");
        for (var write = 0; write < Writes; write++)
        {
            await server.CreateCaseAsync("Counted");
            for (var socket = 0; socket < sockets.Length; socket++)
            {
                for (var next = 0; next < (socket == 0 ? 1 : perSocket); next++)
                    Assert.Equal("next", await sockets[socket].TypeAsync());
            }
        }
        return await server.MetricAsync("casesgraph_sql_statements_total") - before;
    }
}
