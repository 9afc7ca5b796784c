using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog.Following;

/// <summary>A client that follows several lists over one socket, is cut off now and then, and goes on by its cursors.</summary>
/// <param name="server">The one to follow through, asked for at each connection.</param>
internal sealed class Follower(
    Func<Task<HttpClient>> server,
    IReadOnlyList<string> filters,
    string start,
    Random random
)
{
    public const string Selection = "cursor kind caseId caseNumber listEffect";

    private readonly string[] cursors = [.. filters.Select(_ => start)];

    /// <summary>What came of each list, in the order in which it came.</summary>
    public IReadOnlyList<List<string>> Received { get; } = [.. filters.Select(_ => new List<string>())];

    /// <summary>Reads until each list has as many events as are expected.</summary>
    public async Task ReadAsync(Task<IReadOnlyList<int>> expected)
    {
        while (!expected.IsCompleted || !Has(await expected))
        {
            try
            {
                await ReadSomeAsync(await server(), expected);
            }
            catch (Exception lost) when (lost is WebSocketException or HttpRequestException)
            {
                // Killed: the cursors are all that is needed to go on.
            }
        }
    }

    private async Task ReadSomeAsync(HttpClient from, Task<IReadOnlyList<int>> expected)
    {
        await using var socket = await GraphSocket.OpenAsync(from);
        foreach (var (at, filter) in filters.Index())
            await socket.SubscribeAsync(Id(at), Subscription(filter, cursors[at]));
        for (var left = random.Next(5, 60); left > 0; left--)
        {
            var message = socket.MessageAsync();
            // Nothing may come any more once whoever writes has ended.
            if (await Task.WhenAny(message, expected) != message && Has(await expected))
                break;
            Take(await message);
        }
        socket.Vanish();
    }

    private bool Has(IReadOnlyList<int> expected) =>
        expected.Zip(Received, (count, events) => events.Count >= count).All(has => has);

    private void Take(JsonElement message)
    {
        Assert.Equal("next", message.GetProperty("type").GetString());
        var at = int.Parse(message.GetProperty("id").GetString()!, CultureInfo.InvariantCulture);
        var change = message.GetProperty("payload").GetProperty("data").GetProperty("onCaseChanged");
        Received[at].Add(change.GetRawText());
        cursors[at] = change.GetProperty("cursor").GetString()!;
    }

    private static string Subscription(string filter, string after) =>
        $"subscription {{ onCaseChanged(list: {filter}, after: \"{after}\") {{ {Selection} }} }}";

    private static string Id(int at) => at.ToString(CultureInfo.InvariantCulture);
}
