using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Http;

/// <summary>GraphQL-Cost: what an operation would cost, and what it has cost.</summary>
public sealed class CostHeaderTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Accounts = "query ($n: Int) { accounts(first: $n) { nodes { name } } }";

    [Fact]
    public async Task Validate_tells_the_cost_and_runs_nothing()
    {
        using var statements = new CountedStatements();
        var (status, answer) = await SendAsync("validate", new { query = Accounts, variables = new { n = 100 } });

        Assert.Equal(200, status);
        Assert.Equal(0, statements.Count);
        Assert.Equal(
            """{"data":null,"extensions":{"cost":{"requested":22,"actual":null,"maximum":50000,"remaining":null}}}""",
            answer
        );
    }

    [Fact]
    public async Task Validate_of_a_mutation_writes_nothing()
    {
        var before = await world.Server.CountCasesAsync();
        var (_, answer) = await SendAsync(
            "validate",
            new { query = "mutation { createCase(input: {subject: \"Any\"}) { case { id } } }" }
        );

        Assert.Equal(41, Cost(answer).GetProperty("requested").GetInt64());
        Assert.Equal(before, await world.Server.CountCasesAsync());
    }

    [Fact]
    public async Task Report_tells_what_was_read_beside_the_data()
    {
        var (_, answer) = await SendAsync("report", new { query = Accounts, variables = new { n = 100 } });

        Assert.Equal(
            2,
            JsonElement.Parse(answer).GetProperty("data").GetProperty("accounts").GetProperty("nodes").GetArrayLength()
        );
        Assert.Equal(22, Cost(answer).GetProperty("requested").GetInt64());
        Assert.Equal(3, Cost(answer).GetProperty("actual").GetInt64());
    }

    [Fact]
    public async Task The_cost_follows_the_variables_of_each_request_with_a_document()
    {
        foreach (var size in new[] { 100, 1, 50, 100 })
        {
            var (_, answer) = await SendAsync("report", new { query = Accounts, variables = new { n = size } });
            Assert.Equal(2 + (size + 4) / 5, Cost(answer).GetProperty("requested").GetInt64());
        }
    }

    [Theory]
    [InlineData("""{"name": {"contains": "x"}}""", 12 + 20)]
    [InlineData("""{"name": {"eq": "x"}}""", 12)]
    [InlineData(
        """{"or": [{"name": {"icontains": "x"}}, {"contacts": {"some": {"email": {"endsWith": "x"}}}}]}""",
        12 + 50
    )]
    [InlineData("null", 12)]
    public async Task A_filter_in_a_variable_costs_what_it_holds(string where, int points)
    {
        var (_, answer) = await SendAsync(
            "validate",
            new
            {
                query = "query ($w: AccountFilterInput) { accounts(where: $w) { nodes { name } } }",
                variables = new { w = JsonElement.Parse(where) },
            }
        );

        Assert.Equal(points, Cost(answer).GetProperty("requested").GetInt64());
    }

    [Theory]
    [InlineData("{ me { user { id } } }", 1)]
    [InlineData("{ changeCursor }", 1)]
    [InlineData("{ __schema { types { name fields { name } } } }", 0)]
    [InlineData("{ cases(first: 0) { totalCount } }", 32)]
    [InlineData("{ a: cases(first: 0) { totalCount } b: cases(first: 0) { totalCount } }", 64)]
    [InlineData("{ cases(first: 10, search: \"two words\") { nodes { id } } }", 2 + 2 + 40)]
    [InlineData("{ caseGroups(by: [{field: STATUS}]) { groups { count } } }", 50 + 20)]
    [InlineData("{ caseGroups(by: [{field: STATUS}]) { totalGroups } }", 2 * 50 + 20)]
    [InlineData("{ caseGroups(by: [{field: STATUS}, {field: ACCOUNT}], fillGaps: true) { truncated } }", 4 * 50 + 20)]
    [InlineData("{ duplicateCases(of: {caseId: \"1\"}) { case { id } score } }", 100 + 10)]
    [InlineData("{ nodes(ids: [\"@account\", \"@user\"]) { id } }", 2)]
    [InlineData("{ caseChanges(first: 10) { nodes { fields { label } updates { text } } } }", 2 + 2 + 10 + 14)]
    public async Task Each_kind_of_field_has_its_price(string query, int points)
    {
        var (_, answer) = await SendAsync("validate", new { query = world.Resolve(query) });

        Assert.Equal(points, Cost(answer).GetProperty("requested").GetInt64());
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("Report")]
    [InlineData("")]
    public async Task Another_value_is_refused(string value)
    {
        var (status, answer) = await SendAsync(value, new { query = Accounts });

        Assert.Equal(400, status);
        Assert.Contains(GraphErrorCode.BadRequest, answer, StringComparison.Ordinal);
        Assert.Contains("GraphQL-Cost must be 'validate' or 'report'", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_batch_each_operation_tells_its_own()
    {
        var (_, answer) = await SendAsync(
            "report",
            new[] { new { query = "{ changeCursor }" }, new { query = "{ accounts { nodes { id } } }" } }
        );

        var answers = JsonElement.Parse(answer).EnumerateArray().ToList();
        Assert.Equal(
            [1, 12],
            answers.Select(one => one.GetProperty("extensions").GetProperty("cost").GetProperty("requested").GetInt32())
        );
    }

    [Fact]
    public async Task On_a_socket_the_extensions_ask_for_it()
    {
        await using var socket = await GraphSocket.OpenAsync(world.Server.Client);
        var query = "subscription { onCaseChanged { kind } }";
        await socket.SendAsync(
            new
            {
                id = "1",
                type = "subscribe",
                payload = new { query, extensions = new { cost = "validate" } },
            }
        );

        var next = (await socket.ReceiveAsync())!.Value;

        Assert.Equal("next", next.GetProperty("type").GetString());
        // 20 to begin, and a batch of 64 events.
        Assert.Equal(35, Cost(next.GetProperty("payload").GetRawText()).GetProperty("requested").GetInt64());
        Assert.Equal("complete", await socket.TypeAsync());
    }

    private static JsonElement Cost(string answer) =>
        JsonElement.Parse(answer).GetProperty("extensions").GetProperty("cost");

    private async Task<(int Status, string Answer)> SendAsync(string report, object body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        message.Headers.TryAddWithoutValidation("GraphQL-Cost", report);
        using var response = await world.Server.Client.SendAsync(message);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
