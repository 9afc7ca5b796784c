using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.ChangeLog.Feed;
using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>
/// Places in the log where transactions run side by side: one that began early may commit late, and still nobody who
/// follows the log misses it or sees another order than the next one.
/// </summary>
[Collection(nameof(QuietCluster))]
public sealed class LogPositionTests : IAsyncLifetime
{
    private const string Selection = "cursor caseNumber";

    private RunningServer server = null!;

    /// <summary>They stay until the test ends, so that the feed's count of them only grows.</summary>
    private readonly List<GraphSocket> sockets = [];

    public async Task InitializeAsync() => server = await RunningServer.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var socket in sockets)
            await socket.DisposeAsync();
        await server.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_change_that_commits_late_comes_to_all_before_those_behind_it()
    {
        var (slow, fast, start) = await TwoCasesAsync();
        var live = await FollowAsync($"subscription {{ onCaseChanged {{ {Selection} }} }}");
        await using var late = await OpenChange.BeginAsync(server.Database, slow);
        await server.Client.SetPriorityAsync(fast, "HIGH");
        var resumed = await FollowAsync($"subscription {{ onCaseChanged(after: \"{start}\") {{ {Selection} }} }}");
        var (firstLive, firstResumed) = (live.NextAsync(), resumed.NextAsync());

        // A case's own history is in order anyway; the log waits.
        Assert.Equal(["CREATED", "UPDATED"], await HistoryAsync(fast));
        Assert.Equal(["CREATED"], await HistoryAsync(slow));
        Assert.Empty(await ShownBehindAsync(start));
        Assert.Equal(start, (await server.Client.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString());
        await server.Client.SetPriorityAsync(fast, "LOW");
        Assert.Empty(await ShownBehindAsync(start));
        Assert.False(firstLive.IsCompleted || firstResumed.IsCompleted);

        await late.CommitAsync();

        List<JsonElement> atLive = [await firstLive, await live.NextAsync(), await live.NextAsync()];
        List<JsonElement> atResumed = [await firstResumed, await resumed.NextAsync(), await resumed.NextAsync()];
        var order = atLive.ConvertAll(change => change.GetRawText());
        Assert.Equal([slow, fast, fast], atLive.Select(change => change.GetProperty("caseNumber").GetInt64()));
        Assert.Equal(LogPosition.ToCursor(late.Position), atLive[0].GetProperty("cursor").GetString());
        Assert.Equal(order, atResumed.ConvertAll(change => change.GetRawText()));
        Assert.Equal(order, await server.Client.ListChangesAsync(start, Selection));
    }

    [PostgresFact]
    public async Task A_change_that_is_taken_back_holds_nobody_up_any_longer()
    {
        var (slow, fast, start) = await TwoCasesAsync();
        var live = await FollowAsync($"subscription {{ onCaseChanged {{ {Selection} }} }}");
        await using var late = await OpenChange.BeginAsync(server.Database, slow);
        await server.Client.SetPriorityAsync(fast, "HIGH");
        Assert.Empty(await ShownBehindAsync(start));

        await late.RollbackAsync();

        var change = await live.NextAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(fast, change.GetProperty("caseNumber").GetInt64());
        Assert.Equal([change.GetRawText()], await server.Client.ListChangesAsync(start, Selection));
    }

    [PostgresFact]
    public async Task Who_joins_while_older_writes_are_open_gets_what_is_settled_meanwhile()
    {
        var slower = await server.Client.CreateCaseAsync("Slower");
        var (slow, fast, start) = await TwoCasesAsync();
        await using var first = await OpenChange.BeginAsync(server.Database, slow);
        await using var second = await OpenChange.BeginAsync(server.Database, slower);
        await server.Client.SetPriorityAsync(fast, "HIGH");
        Assert.Empty(await ShownBehindAsync(start));
        var joined = await FollowAsync("subscription { onCaseChanged { caseNumber } }");

        await first.CommitAsync();
        Assert.Equal(slow, await NextCaseAsync());
        await second.CommitAsync();
        Assert.Equal(slower, await NextCaseAsync());
        Assert.Equal(fast, await NextCaseAsync());

        async Task<long> NextCaseAsync() =>
            (await joined.NextAsync().WaitAsync(TimeSpan.FromSeconds(10))).GetProperty("caseNumber").GetInt64();
    }

    /// <summary>As after a restore into a cluster that is younger than the log.</summary>
    [PostgresFact]
    public async Task After_a_start_new_changes_are_behind_all_that_are_there()
    {
        await using var restored = await RunningServer.StartAsync();
        var number = await restored.Client.CreateCaseAsync("Restored");
        var ahead = await EndAsync(restored) + (1L << 40) + 17;
        await using (var change = await OpenChange.BeginAsync(restored.Database, number, ahead))
            await change.CommitAsync();

        await restored.Database.Migration.RunAsync(CancellationToken.None);

        var origin = await OriginAsync(restored);
        var cursor = LogPosition.ToCursor(ahead);
        await using var socket = await GraphSocket.OpenAsync(restored.Client);
        await socket.SubscribeAsync("1", $"subscription {{ onCaseChanged(after: \"{cursor}\") {{ {Selection} }} }}");
        var next = await restored.Client.CreateCaseAsync("Next");
        var received = await socket.NextAsync();
        Assert.Equal(next, received.GetProperty("caseNumber").GetInt64());
        Assert.True(LogPosition.TryParse(received.GetProperty("cursor").GetString()!, out var position));
        Assert.True(position > ahead);

        await restored.Database.Migration.RunAsync(CancellationToken.None);
        Assert.Equal(origin, await OriginAsync(restored));
    }

    private static async Task<long> EndAsync(RunningServer server) =>
        Assert.Single(await AskAsync(server, "SELECT log_end()"));

    private static async Task<long> OriginAsync(RunningServer server) =>
        Assert.Single(await AskAsync(server, "SELECT \"Offset\" FROM \"LogOrigin\""));

    private static async Task<List<long>> AskAsync(RunningServer server, string sql)
    {
        await using var outside = await OutsideDatabase.OpenAsync(server.Database);
        return await outside.NumbersAsync(sql);
    }

    /// <summary>Two cases, and the end of the log once it has both: other tests' transactions hold it up too.</summary>
    private async Task<(long Slow, long Fast, string Start)> TwoCasesAsync()
    {
        var before = await server.Client.ChangeCursorAsync();
        var socket = await FollowAsync($"subscription {{ onCaseChanged(after: \"{before}\") {{ {Selection} }} }}");
        var (slow, fast) = (await server.Client.CreateCaseAsync("Slow"), await server.Client.CreateCaseAsync("Fast"));
        JsonElement change;
        do change = await socket.NextAsync();
        while (change.GetProperty("caseNumber").GetInt64() != fast);
        return (slow, fast, change.GetProperty("cursor").GetString()!);
    }

    /// <summary>What the list shows at this moment, settled or not.</summary>
    private async Task<List<JsonElement>> ShownBehindAsync(string cursor)
    {
        var data = await server.Client.AskAsync(
            "query ($after: String) { caseChanges(after: $after) { nodes { cursor } } }",
            new { after = cursor }
        );
        return [.. data.GetProperty("caseChanges").GetProperty("nodes").EnumerateArray()];
    }

    private async Task<List<string>> HistoryAsync(long number)
    {
        var data = await server.Client.AskAsync(
            $"{{ cases(where: {{ number: {{ eq: {number} }} }}) {{ nodes {{ changes {{ nodes {{ kind }} }} }} }} }}"
        );
        var changes = data.GetProperty("cases").GetProperty("nodes")[0].GetProperty("changes").GetProperty("nodes");
        return [.. changes.EnumerateArray().Select(change => change.GetProperty("kind").GetString()!)];
    }

    private async Task<GraphSocket> FollowAsync(string query)
    {
        var feed = server.Get<ChangeFeed>();
        var socket = await GraphSocket.OpenAsync(server.Client);
        sockets.Add(socket);
        await socket.SubscribeAsync("1", query);
        await Eventually.EqualAsync(sockets.Count, () => feed.Subscribers);
        return socket;
    }
}
