using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Query;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>
/// Which cases a client has that keeps what it is told, drops what is hidden, deleted or purged, and reads its list again
/// when it may do something else.
/// </summary>
internal sealed class HeldCases : IAsyncDisposable
{
    private const string Event = "cursor kind caseNumber case { subject }";
    private const string OfRecords = "cursor kind ... on CaseChange { caseNumber case { subject } }";

    private readonly FollowedStream stream;
    private readonly FollowedOver transport;
    private readonly (string Live, string List) log;
    private readonly Lock door = new();
    private readonly Task following;
    private SortedSet<long> held = [];
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long position;
    private int changes;

    private HeldCases(FollowedStream stream, FollowedOver transport, (string Live, string List) log)
    {
        (this.stream, this.transport, this.log) = (stream, transport, log);
        following = FollowAsync();
    }

    public static Task<HeldCases> FollowAsync(FollowedOver transport, HttpClient client, string start) =>
        FollowAsync(("onCaseChanged", "caseChanges"), Event, transport, client, start);

    /// <summary>By the log of all records.</summary>
    public static Task<HeldCases> FollowRecordsAsync(FollowedOver transport, HttpClient client, string start) =>
        FollowAsync(("onRecordChanged", "recordChanges"), OfRecords, transport, client, start);

    private static async Task<HeldCases> FollowAsync(
        (string Live, string List) log,
        string selection,
        FollowedOver transport,
        HttpClient client,
        string start
    ) =>
        new(
            await FollowedStream.OpenAsync(
                transport,
                client,
                $$"""subscription { {{log.Live}}(after: "{{start}}") { {{selection}} } }"""
            ),
            transport,
            log
        );

    /// <summary>By the live events as by the log, these are the cases that the list has.</summary>
    /// <param name="last">Is among them, and its event is the last one.</param>
    public async Task AssertListedAsync(HttpClient client, string start, IReadOnlyList<int> sizes, long last)
    {
        var expected = await ListedAsync(client);
        Assert.Contains(last, expected);
        Assert.Equal(expected, await ReplayedAsync(client, start, sizes));
        await UntilAsync(cases => cases.Contains(last));
        Assert.Equal(expected, held);
    }

    /// <summary>
    /// Changes what its caller may do. Who follows over events reads the list by another request, for which rights may count
    /// of which the stream never hears as they change back: the next change has to wait.
    /// </summary>
    public async Task ChangeAsync(Func<Task<Caller>> caller, Func<Task> change)
    {
        var (before, told) = (await caller(), changes);
        await change();
        if (transport is FollowedOver.Events && !(await caller()).MayAsBefore(before))
            await UntilAsync(_ => changes > told);
    }

    /// <summary>It comes to hold what the list has, once nothing is done any more.</summary>
    /// <param name="last">The last that was done.</param>
    public async Task AssertHasAsync(HttpClient client, long last)
    {
        var expected = await ListedAsync(client);
        Assert.Contains(last, expected);
        await UntilAsync(cases => cases.Contains(last));
        try
        {
            await UntilAsync(cases => cases.SetEquals(expected));
        }
        catch (TimeoutException)
        {
            Assert.Equal(expected, held);
        }
    }

    /// <summary>Waits until it has been told so much that this holds.</summary>
    private async Task UntilAsync(Func<IReadOnlySet<long>, bool> holds)
    {
        while (true)
        {
            Task more;
            lock (door)
            {
                if (holds(held))
                    return;
                more = next.Task;
            }
            await await Task.WhenAny(more, following).WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>What the list has.</summary>
    private static Task<List<long>> ListedAsync(HttpClient client) => ListedAsync(query => client.AskAsync(query));

    private static async Task<List<long>> ListedAsync(Func<string, Task<JsonElement>> ask)
    {
        var all = new List<long>();
        while (true)
        {
            var where = $"where: {{ number: {{ gt: {(all.Count == 0 ? 0 : all[^1])} }} }}";
            var page = Numbers(
                await ask($"{{ cases(first: 100, order: {{ number: ASC }}, {where}) {{ nodes {{ number }} }} }}")
            );
            all.AddRange(page);
            if (page.Length < 100)
                return all;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FollowAsync()
    {
        while (await stream.NextAsync() is { } answer)
        {
            var list = FollowedStream.IsChanged(answer) ? await ListedAsync(stream.AskAsync) : null;
            lock (door)
            {
                if (list is not null)
                    (held, changes) = ([.. list], changes + 1);
                else
                    TakeNext(FollowedStream.Value(answer));
                next.TrySetResult();
                next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void TakeNext(JsonElement change)
    {
        Assert.True(LogPosition.TryParse(change.GetProperty("cursor").GetString()!, out var at));
        Assert.True(at > position, "Each comes once, in the order of the log.");
        position = at;
        Take(change, held);
    }

    /// <summary>By the log, in pages of these sizes.</summary>
    private async Task<long[]> ReplayedAsync(HttpClient client, string start, IReadOnlyList<int> sizes)
    {
        var (held, cursor) = (new SortedSet<long>(), start);
        for (var page = 0; ; page++)
        {
            var data = await client.AskAsync(
                $$"""{ {{log.List}}(first: {{sizes[page % sizes.Count]}}, after: "{{cursor}}") { nodes { {{OfRecords}} } pageInfo { hasNextPage endCursor } } }"""
            );
            var list = data.GetProperty(log.List);
            foreach (var change in list.GetProperty("nodes").EnumerateArray())
                Take(change, held);
            if (!list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                return [.. held];
            cursor = list.GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        }
    }

    private static void Take(JsonElement change, SortedSet<long> held)
    {
        // Of the log of all records, what is no case.
        if (!change.TryGetProperty("caseNumber", out var told))
            return;
        var number = told.GetInt64();
        if (change.GetProperty("kind").GetString() is "HIDDEN" or "DELETED" or "PURGED")
            held.Remove(number);
        else
            held.Add(number);
    }

    private static long[] Numbers(JsonElement data) =>
        [
            .. data.GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("number").GetInt64()),
        ];
}
