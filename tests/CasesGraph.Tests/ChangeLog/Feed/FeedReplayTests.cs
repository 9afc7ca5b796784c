using System.Collections.Concurrent;
using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Query;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog.Feed;

[Collection(nameof(QuietCluster))]
public sealed class FeedReplayTests
{
    private const int Subscribers = 200;
    private const int Sockets = 8;
    private const string LastSubject = "The very last";
    private const string Selection = "cursor kind caseNumber version fields { field after }";

    [Fact]
    public async Task From_any_cursor_under_writes_exactly_that_slice_of_the_log_is_received()
    {
        await using var server = await RunningServer.StartAsync(("Demo:Cases", "30"));
        using var writing = new CancellationTokenSource(TimeSpan.FromSeconds(6));
        var writes = WriteAsync(server.Client, writing.Token);
        var random = new Random(5);
        var readers = new List<Task<Dictionary<string, Received>>>();
        for (var socket = 0; socket < Sockets; socket++)
        {
            var places = await server.Client.ListChangesAsync(after: null, "cursor");
            var cursors = Enumerable
                .Range(0, Subscribers / Sockets)
                .Select(_ => CursorOf(places[random.Next(places.Count)]));
            // The first ones read nothing until all is written: they fall behind and catch up.
            readers.Add(ReadAsync(server.Client, [.. cursors], socket < 2 ? writes : Task.CompletedTask));
        }
        await writes;

        var log = await server.Client.ListChangesAsync(after: null, Selection);
        var received = (await Task.WhenAll(readers)).SelectMany(reader => reader.Values).ToList();

        Assert.Equal(Subscribers, received.Count);
        Assert.All(received, one => Assert.Equal([.. Behind(log, one.After)], one.Changes));
    }

    [Fact]
    public async Task After_kill_9_a_client_that_resumes_has_the_same_sequence_as_the_log()
    {
        await using var database = await TestDatabase.CreateAsync();
        var received = new List<string>();
        var acknowledged = new ConcurrentBag<long>();
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "5")))
        {
            await using var socket = await GraphSocket.OpenAsync(server.Client);
            await socket.SubscribeAsync("1", Subscription(LogPosition.ToCursor(0)));
            var writers = Enumerable
                .Range(0, 4)
                .Select(_ => WriteUntilKilledAsync(server.Client, acknowledged))
                .ToList();
            while (received.Count < 60)
                received.Add((await socket.NextAsync()).GetRawText());
            await server.KillAsync();
            await Task.WhenAll(writers);
        }

        await using var restarted = await ServerProcess.StartAsync(database);
        var log = await restarted.Client.ListChangesAsync(after: null, Selection);
        await using var again = await GraphSocket.OpenAsync(restarted.Client);
        await again.SubscribeAsync("1", Subscription(Cursor(received[^1])));
        while (received.Count < log.Count)
            received.Add((await again.NextAsync()).GetRawText());

        Assert.Equal(log, received);
        Assert.NotEmpty(acknowledged);
        Assert.All(
            acknowledged,
            number =>
                Assert.Contains(log, change => change.Contains($"\"caseNumber\":{number},", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_write_through_one_process_reaches_a_subscriber_of_another_within_a_second()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        using var events = await GraphEvents.OpenAsync(second.Client, "subscription { onCaseChanged { caseNumber } }");
        var latencies = new List<double>();

        for (var write = 0; write < 5; write++)
        {
            var number = await first.Client.CreateCaseAsync("From next door");
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            var change = await events.ReadAsync();
            latencies.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds);
            Assert.Equal(number, change!.Value.GetProperty("caseNumber").GetInt64());
        }

        // The middle one: the machine may be busy with something else for a moment.
        Assert.InRange(latencies.Order().ElementAt(2), 0, 1);
    }

    /// <summary>Some fifty writes a second.</summary>
    private static async Task WriteAsync(HttpClient server, CancellationToken end)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var write = 0; !end.IsCancellationRequested; write++)
        {
            var number = await server.CreateCaseAsync($"Case {write}");
            if (write % 3 == 0)
                await server.SetPriorityAsync(number, "HIGH");
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
        await server.CreateCaseAsync(LastSubject);
    }

    private static async Task WriteUntilKilledAsync(HttpClient server, ConcurrentBag<long> acknowledged)
    {
        try
        {
            while (true)
                acknowledged.Add(await server.CreateCaseAsync("Survives"));
        }
        catch (HttpRequestException)
        {
            // Killed.
        }
    }

    /// <summary>Several subscriptions on one socket, until each has the last write.</summary>
    private static async Task<Dictionary<string, Received>> ReadAsync(
        HttpClient server,
        IReadOnlyList<string> cursors,
        Task begin
    )
    {
        await using var socket = await GraphSocket.OpenAsync(server);
        var received = new Dictionary<string, Received>(StringComparer.Ordinal);
        foreach (var cursor in cursors)
        {
            var id = $"s{received.Count}";
            received.Add(id, new Received(cursor));
            await socket.SubscribeAsync(id, Subscription(cursor));
        }
        await begin;
        while (received.Values.Any(one => !one.IsComplete))
        {
            var message = await socket.MessageAsync();
            Assert.Equal("next", message.GetProperty("type").GetString());
            var change = message.GetProperty("payload").GetProperty("data").GetProperty("onCaseChanged").GetRawText();
            received[message.GetProperty("id").GetString()!].Changes.Add(change);
        }
        return received;
    }

    private static string Subscription(string after) =>
        $"subscription {{ onCaseChanged(after: \"{after}\") {{ {Selection} }} }}";

    private static string Cursor(string change) =>
        System.Text.Json.JsonDocument.Parse(change).RootElement.GetProperty("cursor").GetString()!;

    private static IEnumerable<string> Behind(IEnumerable<string> log, string after) =>
        log.Where(change => Position(CursorOf(change)) > Position(after));

    private static string CursorOf(string change) => JsonElement.Parse(change).GetProperty("cursor").GetString()!;

    private static long Position(string cursor) => LogPosition.TryParse(cursor, out var position) ? position : -1;

    private sealed record Received(string After)
    {
        public List<string> Changes { get; } = [];

        public bool IsComplete => Changes is [.., var last] && last.Contains(LastSubject, StringComparison.Ordinal);
    }
}
