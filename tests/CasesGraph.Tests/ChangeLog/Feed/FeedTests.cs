using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>What subscribers receive.</summary>
public sealed class FeedTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Everything = "subscription { onCaseChanged { cursor kind caseNumber case { subject } } }";

    [Fact]
    public async Task A_change_arrives_once_it_is_committed()
    {
        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await FollowAsync(socket, Everything);

        var number = await server.Client.CreateCaseAsync("Printer on fire");

        var change = await socket.NextAsync();
        Assert.Equal("CREATED", change.GetProperty("kind").GetString());
        Assert.Equal(number, change.GetProperty("caseNumber").GetInt64());
        Assert.Equal("Printer on fire", change.GetProperty("case").GetProperty("subject").GetString());
        Assert.Equal(await server.Client.ChangeCursorAsync(), change.GetProperty("cursor").GetString());
    }

    [Fact]
    public async Task From_the_beginning_the_whole_log_comes_first()
    {
        await server.Client.CreateCaseAsync("First of all");
        var logged = await server.Client.ListChangesAsync(after: null, "cursor kind");
        await using var socket = await GraphSocket.OpenAsync(server.Client);

        await socket.SubscribeAsync("1", "subscription { onCaseChanged(from: BEGINNING) { cursor kind } }");

        foreach (var expected in logged)
            Assert.Equal(expected, (await socket.NextAsync()).GetRawText());
    }

    [Fact]
    public async Task What_is_behind_the_cursor_comes_first_and_then_what_happens_without_gap_or_repetition()
    {
        var cursor = await server.Client.ChangeCursorAsync();
        List<long> numbers = [await server.Client.CreateCaseAsync("a"), await server.Client.CreateCaseAsync("b")];
        await using var socket = await GraphSocket.OpenAsync(server.Client);

        await socket.SubscribeAsync("1", After(cursor));
        var received = new List<long> { await NumberAsync(socket) };
        numbers.Add(await server.Client.CreateCaseAsync("c"));
        received.AddRange([await NumberAsync(socket), await NumberAsync(socket)]);
        numbers.Add(await server.Client.CreateCaseAsync("d"));
        received.Add(await NumberAsync(socket));

        Assert.Equal(numbers, received);
    }

    [Theory]
    [InlineData("{ kind: { eq: UPDATED } }")]
    [InlineData("{ field: { eq: PRIORITY }, after: { eq: \"HIGH\" } }")]
    [InlineData("{ or: [{ kind: { eq: DELETED } }, { field: { eq: PRIORITY }, before: { neq: null } }] }")]
    [InlineData("{ not: { kind: { eq: CREATED } } }")]
    [InlineData("{ action: { in: [CREATE, UPDATE] }, occurredAt: { within: { from: \"-PT1H\" } } }")]
    [InlineData("{ case: { subject: { startsWith: \"Filtered\" } } }")]
    public async Task A_filter_gives_what_it_gives_in_the_list(string where)
    {
        var cursor = await server.Client.ChangeCursorAsync();
        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await socket.SubscribeAsync(
            "1",
            $"subscription {{ onCaseChanged(after: \"{cursor}\", where: {where}) {{ cursor kind }} }}"
        );

        for (var round = 0; round < 3; round++)
        {
            var number = await server.Client.CreateCaseAsync($"Filtered {round}");
            await server.Client.SetPriorityAsync(number, "HIGH");
            await server.Client.CreateCaseAsync($"Other {round}");
        }

        var expected = await server.Client.ListChangesAsync(cursor, "cursor kind", where);
        Assert.NotEmpty(expected);
        foreach (var change in expected)
            Assert.Equal(change, (await socket.NextAsync()).GetRawText());
    }

    [Fact]
    public async Task The_case_part_of_a_filter_looks_at_the_case_when_the_event_is_delivered()
    {
        var cursor = await server.Client.ChangeCursorAsync();
        var number = await server.Client.CreateCaseAsync("Escalates", "LOW");
        await server.Client.ChangeCursorAsync();
        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await FollowAsync(
            socket,
            "subscription { onCaseChanged(where: { case: { priority: { eq: HIGH } } }) { kind caseNumber } }"
        );

        await server.Client.CreateCaseAsync("Stays low", "LOW");
        await server.Client.SetPriorityAsync(number, "HIGH");

        var live = await socket.NextAsync();
        Assert.Equal(number, live.GetProperty("caseNumber").GetInt64());
        Assert.Equal("UPDATED", live.GetProperty("kind").GetString());

        // A replay sees the case as it is now, so its creation as a case of low priority matches too. It asks for other
        // fields, or it could share what the first has seen.
        await socket.SubscribeAsync(
            "2",
            $"subscription {{ onCaseChanged(after: \"{cursor}\", where: {{ case: {{ priority: {{ eq: HIGH }} }} }}) {{ kind }} }}"
        );
        Assert.Equal("CREATED", (await socket.NextAsync("2")).GetProperty("kind").GetString());
        Assert.Equal("UPDATED", (await socket.NextAsync("2")).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Nested_lists_and_aliases_are_answered_as_in_a_query()
    {
        const string selection =
            "__typename n: caseNumber changeSet { action actor { __typename } } fields { field after } case { updates(first: 2) { totalCount nodes { text } } }";
        var cursor = await server.Client.ChangeCursorAsync();
        await server.Client.CreateCaseAsync("Nested");
        var expected = await server.Client.ListChangesAsync(cursor, selection);
        await using var socket = await GraphSocket.OpenAsync(server.Client);

        await socket.SubscribeAsync("1", $"subscription {{ c: onCaseChanged(after: \"{cursor}\") {{ {selection} }} }}");

        var message = await socket.MessageAsync();
        Assert.Equal($"{{\"data\":{{\"c\":{expected.Single()}}}}}", message.GetProperty("payload").GetRawText());
    }

    [Theory]
    [InlineData("subscription { onCaseChanged(after: \"nonsense\") { cursor } }", "INVALID_CURSOR")]
    [InlineData(
        "subscription { onCaseChanged(after: \"bG9nMTo5MDAwMDAwMDAwMDAwMDAwMDAw\") { cursor } }",
        "INVALID_CURSOR"
    )]
    [InlineData("subscription { onCaseChanged(where: { changeSetId: { eq: \"x\" } }) { cursor } }", "INVALID_ID")]
    [InlineData("subscription { onCaseChanged(from: YESTERDAY) { cursor } }", "VALIDATION_FAILED")]
    [InlineData("subscription { onCaseChanged { nothing } }", "VALIDATION_FAILED")]
    [InlineData("subscription { a: onCaseChanged { cursor } b: onCaseChanged { cursor } }", "VALIDATION_FAILED")]
    [InlineData("subscription { __typename }", "VALIDATION_FAILED")]
    [InlineData(
        "subscription { ...A } fragment A on Subscription { a: onCaseChanged { kind } b: onCaseChanged { kind } }",
        "VALIDATION_FAILED"
    )]
    [InlineData("subscription {", "SYNTAX_ERROR")]
    public async Task A_subscription_that_cannot_be_is_refused_by_an_error(string query, string code)
    {
        await using var socket = await GraphSocket.OpenAsync(server.Client);

        await socket.SubscribeAsync("1", query);

        var message = await socket.MessageAsync();
        Assert.Equal("error", message.GetProperty("type").GetString());
        var error = Assert.Single(message.GetProperty("payload").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    private static string After(string cursor) =>
        $"subscription {{ onCaseChanged(after: \"{cursor}\") {{ caseNumber }} }}";

    private static async Task<long> NumberAsync(GraphSocket socket) =>
        (await socket.NextAsync()).GetProperty("caseNumber").GetInt64();

    /// <summary>Nothing tells a client that it is accepted, so it counts the feed's subscribers.</summary>
    private async Task FollowAsync(GraphSocket socket, string query)
    {
        var feed = server.Get<CasesGraph.ChangeLog.Feed.ChangeFeed>();
        var before = feed.Subscribers;
        await socket.SubscribeAsync("1", query);
        await Eventually.EqualAsync(expected: true, () => feed.Subscribers > before);
    }
}
