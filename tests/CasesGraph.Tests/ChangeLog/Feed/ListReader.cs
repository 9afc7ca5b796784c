using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>A client that follows the lists of several users over one socket.</summary>
internal sealed class ListReader : IAsyncDisposable
{
    private readonly GraphSocket socket;
    private readonly Dictionary<string, List<ListEvent>> received;
    private readonly Task reading;
    private int events;

    private ListReader(GraphSocket socket, IEnumerable<string> users)
    {
        this.socket = socket;
        received = users.ToDictionary(user => user, _ => new List<ListEvent>(), StringComparer.Ordinal);
        reading = ReadAsync();
    }

    public int Events => Volatile.Read(ref events);

    /// <summary>What came of each user's list, in the order in which it came.</summary>
    public IReadOnlyDictionary<string, List<ListEvent>> Received => received;

    public List<double> Latencies { get; } = [];

    public static async Task<ListReader> StartAsync(HttpClient server, IReadOnlyList<string> users)
    {
        const string text =
            "subscription ($user: ID!) { onCaseChanged(list: { assignedToId: { eq: $user } }) { cursor kind caseNumber occurredAt listEffect } }";
        var opened = await GraphSocket.OpenAsync(server);
        foreach (var user in users)
            await opened.SubscribeAsync(user, text, new { user });
        return new ListReader(opened, users);
    }

    /// <summary>Ends once all has come that was sent so far.</summary>
    public async Task EndAsync()
    {
        await socket.SendAsync(new { type = "ping" });
        await reading;
    }

    public ValueTask DisposeAsync() => socket.DisposeAsync();

    private async Task ReadAsync()
    {
        while (true)
        {
            var message = await socket.MessageAsync();
            if (message.GetProperty("type").GetString() is "pong")
                return;
            Assert.Equal("next", message.GetProperty("type").GetString());
            var change = message.GetProperty("payload").GetProperty("data").GetProperty("onCaseChanged");
            Latencies.Add(FeedLoad.Latency(change));
            received[message.GetProperty("id").GetString()!].Add(Event(change));
            Interlocked.Increment(ref events);
        }
    }

    private static ListEvent Event(JsonElement change) =>
        ListEvent.Of(change, change.GetProperty("listEffect").GetString());
}
