using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Hostile;

/// <summary>Lists within lists multiply: what they would cost is known before anything runs.</summary>
public sealed class CostLimitTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Cases = "assignedCases(first: 100) { nodes { assignedTo { NEXT } } }";
    private const string Inside =
        "id number subject assignedTo { assignedCases(first: 100) { nodes { assignedTo { NEXT } } } }";

    /// <summary>Users with their cases with their users, each at 100, so deep as documents may be.</summary>
    public static TheoryData<string, string> Multiplying { get; } =
        new()
        {
            { $"{{ users(first: 100) {{ nodes {{ {Nested(Cases, 3)} }} }} }}", "users.nodes" },
            {
                $"mutation {{ createCase(input: {{subject: \"Any\"}}) {{ case {{ {Nested(Inside, 3)} }} }} }}",
                "createCase.case"
            },
            { $"query {{ node(id: \"@user\") {{ ... on User {{ {Nested(Cases, 3)} }} }} }}", "node" },
            {
                $"query {{ duplicateCases(of: {{caseId: \"1\"}}) {{ case {{ {Nested(Inside, 3)} }} }} }}",
                "duplicateCases.case"
            },
            {
                $"query {{ duplicateCaseGroups(first: 100) {{ nodes {{ cases {{ {Nested(Inside, 2)} }} }} }} }}",
                "duplicateCaseGroups.nodes.cases"
            },
            {
                $"query {{ caseGroups(first: 1000, by: [{{field: ASSIGNED_TO}}]) {{ groups {{ keys {{ object {{ ... on User {{ {Nested(Cases, 2)} }} }} }} }} }} }}",
                "caseGroups.groups.keys.object"
            },
        };

    [Theory]
    [MemberData(nameof(Multiplying))]
    public async Task Lists_that_multiply_are_refused_before_any_statement_and_the_field_is_named(
        string query,
        string field
    )
    {
        var before = await world.Server.CountCasesAsync();
        using var statements = new CountedStatements();
        using var response = await world.PostAsync(new { query = world.Resolve(query) });
        var count = statements.Count;

        Assert.Equal(400, (int)response.StatusCode);
        var error = JsonElement
            .Parse(await response.Content.ReadAsStringAsync())
            .GetProperty("errors")[0]
            .GetProperty("extensions");
        Assert.Equal(GraphErrorCode.LimitExceeded, error.GetProperty("code").GetString());
        Assert.Equal("Cost", error.GetProperty("limit").GetString());
        Assert.Equal(50_000, error.GetProperty("maximum").GetInt64());
        Assert.InRange(error.GetProperty("requested").GetInt64(), 50_001, long.MaxValue);
        Assert.InRange(error.GetProperty("fieldCost").GetInt64(), 1, error.GetProperty("requested").GetInt64());
        Assert.StartsWith(field, error.GetProperty("field").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("assignedCases", error.GetProperty("field").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, count);
        Assert.Equal(before, await world.Server.CountCasesAsync());
    }

    [Fact]
    public async Task Lists_that_multiply_below_an_event_are_refused_when_the_subscription_begins()
    {
        await using var socket = await GraphSocket.OpenAsync(world.Server.Client);
        await socket.SubscribeAsync("1", $"subscription {{ onCaseChanged {{ case {{ {Nested(Inside, 2)} }} }} }}");

        var error = (await socket.ReceiveAsync())!.Value;

        Assert.Equal("error", error.GetProperty("type").GetString());
        var extensions = error.GetProperty("payload")[0].GetProperty("extensions");
        Assert.Equal(GraphErrorCode.LimitExceeded, extensions.GetProperty("code").GetString());
        Assert.StartsWith("onCaseChanged.case", extensions.GetProperty("field").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_largest_page_of_cases_with_all_that_belongs_to_them_is_allowed() =>
        await world.ReadAsync(
            """
            {
              cases(first: 100) {
                totalCount
                nodes {
                  number subject description resolution workLog account { name } assignedTo { fullName }
                  contacts(first: 100) { edges { role node { fullName email account { name } } } }
                  bugs(first: 100) { nodes { number subject status } }
                  updates(first: 100) { nodes { text createdAt author { ... on User { fullName } ... on Contact { fullName } } } }
                  attachments(first: 100) { nodes { fileName url } }
                }
              }
            }
            """
        );

    [Fact]
    public async Task A_million_rows_are_not() =>
        await world.RefusedAsync(
            new
            {
                query = "{ accounts(first: 100) { nodes { cases(first: 100) { nodes { updates(first: 100) { nodes { id } } } } } } }",
            },
            GraphErrorCode.LimitExceeded
        );

    [Theory]
    [InlineData("query", "a{0}: __typename", 51, "Aliases", 51, 50)]
    [InlineData("query", "... {{ a{0}: me {{ user {{ id }} }} }}", 51, "Aliases", 51, 50)]
    [InlineData("query", "... {{ __typename }}", 51, "RootFields", 51, 50)]
    [InlineData(
        "mutation",
        "m{0}: deleteCases(input: {{ select: {{ ids: [\"1\"] }} }}) {{ deleted }}",
        11,
        "Mutations",
        11,
        10
    )]
    public async Task What_an_operation_has_at_its_root_is_counted(
        string operation,
        string field,
        int count,
        string limit,
        int requested,
        int maximum
    )
    {
        var fields = Enumerable
            .Range(0, count)
            .Select(index => string.Format(System.Globalization.CultureInfo.InvariantCulture, field, index));
        using var response = await world.PostAsync(new { query = $"{operation} {{ {string.Join(' ', fields)} }}" });

        var error = JsonElement
            .Parse(await response.Content.ReadAsStringAsync())
            .GetProperty("errors")[0]
            .GetProperty("extensions");
        Assert.Equal(GraphErrorCode.LimitExceeded, error.GetProperty("code").GetString());
        Assert.Equal(limit, error.GetProperty("limit").GetString());
        Assert.Equal(requested, error.GetProperty("requested").GetInt64());
        Assert.Equal(maximum, error.GetProperty("maximum").GetInt64());
    }

    private static string Nested(string level, int depth) =>
        depth == 0 ? "id" : level.Replace("NEXT", Nested(Cases, depth - 1), StringComparison.Ordinal);
}
