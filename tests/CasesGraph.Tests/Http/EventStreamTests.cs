using CasesGraph.ChangeLog;
using CasesGraph.Query;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

/// <summary>Server-sent events by the protocol of graphql-sse, distinct connections mode.</summary>
public sealed class EventStreamTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Follow = "subscription { onCaseChanged { cursor caseNumber } }";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_is_an_event_whose_id_is_its_cursor(bool get)
    {
        using var events = await GraphEvents.OpenAsync(server.Client, Follow, get: get);
        Assert.Equal("text/event-stream; charset=utf-8", events.Response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", events.Response.Headers.CacheControl?.ToString());

        var number = await server.Client.CreateCaseAsync("By stream");

        var change = await events.ReadAsync();
        var cursor = await server.Client.ChangeCursorAsync();
        Assert.Equal(
            new GraphEvent(
                "next",
                cursor,
                $"{{\"data\":{{\"onCaseChanged\":{{\"cursor\":\"{cursor}\",\"caseNumber\":{number}}}}}}}"
            ),
            change
        );
    }

    [Fact]
    public async Task The_last_event_id_wins_over_after()
    {
        var first = await server.Client.ChangeCursorAsync();
        await server.Client.CreateCaseAsync("Had");
        var last = await server.Client.ChangeCursorAsync();
        var number = await server.Client.CreateCaseAsync("Missed");

        using var events = await GraphEvents.OpenAsync(
            server.Client,
            $"subscription {{ onCaseChanged(after: \"{first}\") {{ caseNumber }} }}",
            last
        );

        Assert.Equal(number, (await events.ReadAsync())!.Value.GetProperty("caseNumber").GetInt64());
    }

    [Theory]
    [InlineData("{ __typename }", """{"data":{"__typename":"Query"}}""")]
    [InlineData("mutation { __typename }", """{"data":{"__typename":"Mutation"}}""")]
    public async Task A_query_or_mutation_is_one_event_and_then_complete(string query, string answer)
    {
        using var events = await GraphEvents.OpenAsync(server.Client, query);

        Assert.Equal(new GraphEvent("next", null, answer), await events.ReadAsync());
        Assert.Equal(new GraphEvent("complete", null, ""), await events.ReadAsync());
        Assert.Null(await events.ReadAsync());
    }

    [Theory]
    [InlineData("{", "SYNTAX_ERROR")]
    [InlineData("{ nothing }", "VALIDATION_FAILED")]
    [InlineData("subscription { onCaseChanged(after: \"x\") { kind } }", "INVALID_CURSOR")]
    public async Task Errors_before_execution_are_told_in_the_stream(string query, string code)
    {
        using var events = await GraphEvents.OpenAsync(server.Client, query);

        Assert.Contains($"\"code\":\"{code}\"", (await events.ReadAsync())!.Data, StringComparison.Ordinal);
        Assert.Equal("complete", (await events.ReadAsync())!.Type);
    }

    [Fact]
    public async Task A_mutation_by_GET_is_refused_in_the_stream_too()
    {
        using var events = await GraphEvents.OpenAsync(server.Client, "mutation { __typename }", get: true);

        Assert.Contains("METHOD_NOT_ALLOWED", (await events.ReadAsync())!.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nothing_happens_comments_keep_the_connection()
    {
        await using var impatient = await RunningServer.StartAsync(("Limits:HeartbeatSeconds", "1"));
        using var events = await GraphEvents.OpenAsync(impatient.Client, Follow);

        for (var line = 0; line < 3; line++)
            Assert.Equal(":", await events.LineAsync());
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/graphql-response+json", 400)]
    public async Task A_subscription_is_not_answered_by_a_plain_response(string accept, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(Follow)}");
        request.Headers.Accept.ParseAdd(accept);
        using var response = await server.Client.SendAsync(request);

        var message = await ProtocolAssert.RefusedAsync(response, status, "VALIDATION_FAILED", accept);
        Assert.Contains("text/event-stream", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_from_the_beginning_ends_where_the_log_ends()
    {
        await server.Client.CreateCaseAsync("Logged");
        var log = await server.Client.ListChangesAsync(after: null, "cursor");
        using var events = await GraphEvents.OpenAsync(
            server.Client,
            "subscription { onCaseChanged(from: BEGINNING) { cursor } }"
        );

        foreach (var change in log)
            Assert.Equal(change, (await events.ReadAsync())!.Value.GetRawText());
        Assert.True(LogPosition.TryParse(await server.Client.ChangeCursorAsync(), out _));
    }
}
