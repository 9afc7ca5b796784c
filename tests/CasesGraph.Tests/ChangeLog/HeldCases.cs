using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>Which cases a client has that keeps what it is told, and drops what is hidden, deleted or purged.</summary>
internal static class HeldCases
{
    private const string Event = "cursor kind caseNumber case { subject }";

    public static Task<GraphEvents> FollowAsync(HttpClient client, string start) =>
        GraphEvents.OpenAsync(client, $$"""subscription { onCaseChanged(after: "{{start}}") { {{Event}} } }""");

    /// <summary>By the live events as by the log, these are the cases that the list has.</summary>
    /// <param name="last">Is among them, and its event is the last one.</param>
    public static async Task AssertListedAsync(
        HttpClient client,
        GraphEvents live,
        string start,
        IReadOnlyList<int> sizes,
        long last
    )
    {
        var expected = await ListedAsync(client);
        Assert.Contains(last, expected);
        Assert.Equal(expected, await ReplayedAsync(client, start, sizes));
        Assert.Equal(expected, await FollowedAsync(live, last));
    }

    /// <summary>By the live events, up to the first of a case.</summary>
    private static async Task<long[]> FollowedAsync(GraphEvents live, long last)
    {
        var held = new SortedSet<long>();
        while (!held.Contains(last))
            Take((await live.ReadAsync())!.Value, held);
        return [.. held];
    }

    /// <summary>By the log, in pages of these sizes.</summary>
    private static async Task<long[]> ReplayedAsync(HttpClient client, string start, IReadOnlyList<int> sizes)
    {
        var (held, cursor) = (new SortedSet<long>(), start);
        for (var page = 0; ; page++)
        {
            var data = await client.AskAsync(
                $$"""{ caseChanges(first: {{sizes[page % sizes.Count]}}, after: "{{cursor}}") { nodes { {{Event}} } pageInfo { hasNextPage endCursor } } }"""
            );
            var list = data.GetProperty("caseChanges");
            foreach (var change in list.GetProperty("nodes").EnumerateArray())
                Take(change, held);
            if (!list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                return [.. held];
            cursor = list.GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        }
    }

    private static void Take(JsonElement change, SortedSet<long> held)
    {
        var number = change.GetProperty("caseNumber").GetInt64();
        if (change.GetProperty("kind").GetString() is "HIDDEN" or "DELETED" or "PURGED")
            held.Remove(number);
        else
            held.Add(number);
    }

    /// <summary>What the list has.</summary>
    private static async Task<long[]> ListedAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ cases(first: 100, order: { number: ASC }) { nodes { number } } }");
        var cases = data.GetProperty("cases").GetProperty("nodes").EnumerateArray();
        return [.. cases.Select(one => one.GetProperty("number").GetInt64())];
    }
}
