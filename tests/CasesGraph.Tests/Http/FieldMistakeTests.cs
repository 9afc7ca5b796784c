using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Query;
using CasesGraph.Serving;
using CasesGraph.Tests.Hostile;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Http;

/// <summary>A value that a field of a query cannot take fails that field; the others answer.</summary>
public sealed class FieldMistakeTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [MemberData(nameof(FieldMistakes.All), MemberType = typeof(FieldMistakes))]
    public async Task The_field_is_null_the_error_has_its_place_and_the_others_answer(
        string field,
        string code,
        string place
    )
    {
        var query = world.Resolve($"{{ before: users {{ totalCount }}\n  wrong: {field}\n  after: changeCursor }}");

        var answer = await AskAsync(query);

        var data = answer.GetProperty("data");
        Assert.Equal(JsonValueKind.Null, data.GetProperty("wrong").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, data.GetProperty("before").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, data.GetProperty("after").ValueKind);
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("wrong", Assert.Single(error.GetProperty("path").EnumerateArray()).GetString());
        var location = Assert.Single(error.GetProperty("locations").EnumerateArray());
        var line = query.Split('\n')[location.GetProperty("line").GetInt32() - 1];
        Assert.StartsWith(
            world.Resolve(place),
            line[(location.GetProperty("column").GetInt32() - 1)..],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(FieldMistakes.All), MemberType = typeof(FieldMistakes))]
    public async Task A_field_that_fails_asks_the_database_nothing(string field, string code, string _)
    {
        using var statements = new CountedStatements();

        var answer = await AskAsync(world.Resolve($"{{ wrong: {field} }}"));

        // Only where the log ends has to be asked.
        Assert.Equal(field.Contains(FieldMistakes.Beyond, StringComparison.Ordinal) ? 1 : 0, statements.Count);
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_document_answers_whoever_sends_it_with_right_values_whatever_others_sent()
    {
        const string Query =
            "query($id: ID!, $size: Int) { caseById(id: $id) { number } cases(first: $size) { totalCount } }";

        foreach (var (id, size, wrong) in new[] { ("?", 1, 1), ("1", 1, 0), ("?", 999, 2), ("1", 2, 0) })
        {
            var answer = await AskAsync(Query, new { id, size });

            var errors = answer.TryGetProperty("errors", out var told) ? told.GetArrayLength() : 0;
            Assert.Equal(wrong, errors);
            Assert.Equal(size == 999, answer.GetProperty("data").GetProperty("cases").ValueKind is JsonValueKind.Null);
        }
    }

    [Theory]
    [InlineData(
        "mutation { createCase(input: {subject: \"Never\"}) { case { updates(first: -1) { totalCount } } } }",
        GraphErrorCode.InvalidPageSize
    )]
    [InlineData(
        "mutation { createCase(input: {subject: \"Never\"}) { case { updates(after: \"x\") { totalCount } } } }",
        GraphErrorCode.InvalidCursor
    )]
    public async Task A_mistake_in_what_a_payload_selects_refuses_the_mutation_before_it_runs(string query, string code)
    {
        var before = await world.Server.CountCasesAsync();

        await world.RefusedAsync(new { query }, code);

        Assert.Equal(before, await world.Server.CountCasesAsync());
    }

    [Fact]
    public async Task A_payload_that_points_behind_the_log_refuses_the_mutation_before_it_runs()
    {
        var before = await world.Server.CountCasesAsync();

        await world.RefusedAsync(
            new
            {
                query = $"mutation {{ createCase(input: {{subject: \"Never\"}}) {{ case {{ changes(after: \"{FieldMistakes.Beyond}\") {{ totalCount }} }} }} }}",
            },
            GraphErrorCode.InvalidCursor
        );

        Assert.Equal(before, await world.Server.CountCasesAsync());
    }

    [Theory]
    [InlineData("after: \"BEYOND\"", "'after' lies behind the end of this log.")]
    [InlineData("where: {since: \"BEYOND\"}", "'since' lies behind the end of this log.")]
    public async Task A_subscription_that_points_behind_the_log_is_refused(string arguments, string message)
    {
        await using var socket = await GraphSocket.OpenAsync(world.Server.Client);
        await socket.SubscribeAsync(
            "1",
            $"subscription {{ onCaseChanged({arguments.Replace("BEYOND", FieldMistakes.Beyond, StringComparison.Ordinal)}) {{ cursor }} }}"
        );

        var error = (await socket.ReceiveAsync())!.Value;

        Assert.Equal(message, error.GetProperty("payload")[0].GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("nonsense", "Last-Event-ID is no cursor of the change log: 'nonsense'.")]
    [InlineData(null, "Last-Event-ID lies behind the end of this log.")]
    public async Task A_wrong_Last_Event_ID_is_named_so(string? id, string message)
    {
        using var events = await GraphEvents.OpenAsync(
            world.Server.Client,
            "subscription { onCaseChanged(after: \"bG9nMTox\") { cursor } }",
            id ?? FieldMistakes.Beyond
        );

        var told = (await events.ReadAsync())!.Data;

        Assert.Equal(message, JsonElement.Parse(told).GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_mistake_in_a_subscription_refuses_it_with_the_place()
    {
        await using var socket = await GraphSocket.OpenAsync(world.Server.Client);
        await socket.SubscribeAsync("1", "subscription { onCaseChanged(after: \"x\") { cursor } }");

        var error = (await socket.ReceiveAsync())!.Value;

        Assert.Equal("error", error.GetProperty("type").GetString());
        var told = error.GetProperty("payload")[0];
        Assert.Equal(GraphErrorCode.InvalidCursor, told.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(30, told.GetProperty("locations")[0].GetProperty("column").GetInt32());
    }

    [Fact]
    public async Task Every_root_field_of_a_query_that_takes_or_holds_arguments_may_be_null()
    {
        var schema = await world.ReadAsync(
            "{ __type(name: \"Query\") { fields { name args { name } type { kind ofType { kind } } } } }"
        );

        var required = schema
            .GetProperty("__type")
            .GetProperty("fields")
            .EnumerateArray()
            .Where(field => field.GetProperty("type").GetProperty("kind").GetString() is "NON_NULL")
            .ToList();

        Assert.All(required, field => Assert.Equal(0, field.GetProperty("args").GetArrayLength()));
        Assert.DoesNotContain(required, field => field.GetProperty("name").ValueEquals("me"));
    }

    private async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        using var response = await world.PostAsync(new { query, variables });
        Assert.Equal(200, (int)response.StatusCode);
        return await HostileRequests.AnswersAsync(response);
    }
}
