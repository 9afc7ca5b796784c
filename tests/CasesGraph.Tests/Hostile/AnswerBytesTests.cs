using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;

namespace CasesGraph.Tests.Hostile;

/// <summary>Answers larger than Limits:AnswerBytes.</summary>
public sealed class AnswerBytesTests(SmallAnswers answers) : IClassFixture<SmallAnswers>
{
    private const string Large = "case { number page: number } changeSet { changes { nodes { case { number } } } }";
    private static readonly string Long = new('x', 15_000);

    private RunningServer Server => answers.Server;

    [Fact]
    public async Task An_answer_over_the_limit_is_an_error_and_no_data()
    {
        var answer = await Server.QueryAsync("{ cases(first: 200) { nodes { id subject createdAt updatedAt } } }");

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        AssertLimit(error, "The answer takes");
        // It ends there, whatever room an earlier answer has left in the buffer.
        Assert.InRange(
            error.GetProperty("extensions").GetProperty("requested").GetInt32(),
            SmallAnswers.Maximum + 1,
            SmallAnswers.Maximum + 8_192
        );
    }

    /// <summary>Each row brings what its page is made from, which is more than the answer shows of it.</summary>
    [Fact]
    public async Task The_rows_that_are_read_for_an_answer_have_the_same_limit()
    {
        var answer = await Server.QueryAsync("{ cases(first: 700) { nodes { n: number d: deletedAt } } }");

        AssertLimit(Assert.Single(answer.GetProperty("errors").EnumerateArray()), "The rows for the answer take");
    }

    [Fact]
    public async Task What_stands_behind_it_does_not_run()
    {
        var before = await Server.CountCasesAsync();
        var create = "createCase(input: {subject: \"Any\", description: $long}) { case { number NAMES } }";
        var twice = create.Replace("NAMES", "a: description b: description", StringComparison.Ordinal);
        var once = create.Replace("NAMES", "", StringComparison.Ordinal);

        var answer = await Server.QueryAsync(
            $"mutation($long: String) {{ first: {once} second: {twice} third: {once} }}",
            new { @long = Long }
        );

        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
        AssertLimit(error, "The answer takes");
        Assert.Equal("second", error.GetProperty("path")[0].GetString());
        Assert.Equal("YES", error.GetProperty("extensions").GetProperty("written").GetString());
        Assert.Equal(
            """["first","second"]""",
            error.GetProperty("extensions").GetProperty("writtenFields").GetRawText()
        );
        Assert.Equal(2, await Server.CountCasesAsync() - before);
    }

    [Fact]
    public async Task A_refusal_of_a_mutation_that_is_too_large_says_that_nothing_is_written()
    {
        var number = await Server.Client.CreateCaseAsync("Any", description: Long);

        var answer = await Server.QueryAsync(
            $$"""
            mutation { updateCase(input: {id: {{number}}, subject: "New", expectedVersion: 7}) {
              errors { ... on VersionConflictError { current { a: description b: description } } } } }
            """
        );

        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        AssertLimit(error, "The answer takes");
        Assert.Equal("NO", error.GetProperty("extensions").GetProperty("written").GetString());
        Assert.False(error.GetProperty("extensions").TryGetProperty("writtenFields", out _));
    }

    [Fact]
    public async Task The_operations_of_a_batch_share_the_limit()
    {
        var ask = new { query = "{ cases(first: 100, order: [{number: ASC}]) { nodes { id subject } } }" };
        var create = new { query = "mutation { createCase(input: {subject: \"Late\"}) { case { number } } }" };
        var before = await Server.CountCasesAsync();

        using var response = await Server.Client.PostAsJsonAsync(
            "/graphql",
            new object[] { ask, ask, ask, ask, ask, ask, create }
        );
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.InRange(response.Content.Headers.ContentLength ?? 0, 1, SmallAnswers.Maximum + 2_000);
        Assert.Equal(JsonValueKind.Object, body[0].GetProperty("data").ValueKind);
        AssertLimit(body[5].GetProperty("errors")[0], "");
        Assert.Equal(
            "NO",
            body[6].GetProperty("errors")[0].GetProperty("extensions").GetProperty("written").GetString()
        );
        Assert.Equal(before, await Server.CountCasesAsync());
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_an_error_and_the_others_come()
    {
        var cursor = (await Server.QueryAsync("{ changeCursor }")).GetProperty("data").GetProperty("changeCursor");
        string[] subjects = ["A", "B", "C", "Large", "Much too large", "D"];
        foreach (var subject in subjects)
        {
            var length = subject switch
            {
                "Large" => 15_000,
                "Much too large" => 50_000,
                _ => 7_000,
            };
            await Server.Client.CreateCaseAsync(subject, description: new string('x', length));
        }
        await using var socket = await GraphSocket.OpenAsync(Server.Client);

        await socket.SubscribeAsync(
            "1",
            $$"""subscription { onCaseChanged(after: {{cursor.GetRawText()}}) { case { subject a: description b: description } } }"""
        );

        foreach (var subject in subjects)
        {
            var message = await socket.MessageAsync();
            Assert.True(message.GetProperty("type").GetString() is "next", message.ToString());
            var payload = message.GetProperty("payload");
            if (subject.Contains("arge", StringComparison.Ordinal))
            {
                AssertLimit(payload.GetProperty("errors")[0], "");
                Assert.Equal(JsonValueKind.Null, payload.GetProperty("data").ValueKind);
            }
            else
            {
                var change = payload.GetProperty("data").GetProperty("onCaseChanged");
                Assert.Equal(subject, change.GetProperty("case").GetProperty("subject").GetString());
            }
        }
    }

    [Fact]
    public async Task When_the_time_is_over_after_the_commit_the_answer_says_that_it_is_written()
    {
        using var time = new CancellationTokenSource();
        var gate = Server.Get<WriteGate>();
        var before = await Server.CountCasesAsync();
        gate.Committed += End;

        var graph = Server.Get<GraphService>();
        var answer = await graph.ExecuteAsync(
            new GraphRequest { Query = $"mutation {{ createCase(input: {{subject: \"Any\"}}) {{ {Large} }} }}" },
            new Caller(Actor.User(1)) { Access = AccessShape.Administrator },
            graph.Bound(time.Token),
            time.Token
        );

        var error = Assert.Single(answer.Errors);
        Assert.Equal((GraphErrorCode.Timeout, Written.Yes), (error.Code, error.Written));
        Assert.Equal(1, await Server.CountCasesAsync() - before);

        void End(object? sender, EventArgs commit)
        {
            gate.Committed -= End;
            time.Cancel();
        }
    }

    private static void AssertLimit(JsonElement error, string what)
    {
        var extensions = error.GetProperty("extensions");
        Assert.Equal(GraphErrorCode.LimitExceeded, extensions.GetProperty("code").GetString());
        Assert.Equal("AnswerBytes", extensions.GetProperty("limit").GetString());
        Assert.Equal(SmallAnswers.Maximum, extensions.GetProperty("maximum").GetInt32());
        Assert.StartsWith(what, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
