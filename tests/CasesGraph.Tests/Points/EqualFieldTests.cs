using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Points;

/// <summary>What is asked for twice is read once, so that aliases do not multiply it.</summary>
public sealed class EqualFieldTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Accounts = "accounts(first: 5, where: {version: {gt: 0}}) { nodes { id name } }";

    [Theory]
    [InlineData($"{{ a: {Accounts} b: {Accounts} c: {Accounts} }}", 1)]
    [InlineData($"{{ a: {Accounts} ... on Query {{ b: {Accounts} }} }}", 1)]
    [InlineData("{ a: accountById(id: \"@account\") { name } b: accountById(id: \"@account\") { name } }", 1)]
    [InlineData("{ a: accountById(id: \"@account\") { id } b: accountById(id: \"@otherAccount\") { id } }", 2)]
    [InlineData("{ a: accountById(id: \"@account\") { name } b: accountById(id: \"@account\") { n: name } }", 2)]
    public async Task Equal_fields_at_the_root_are_read_once_and_written_under_each_key(string query, int reads)
    {
        query = world.Resolve(query);
        await world.ReadAsync(query);
        using var statements = new CountedStatements();
        var data = await world.ReadAsync(query);
        Assert.Equal(reads, statements.Count);
        var values = data.EnumerateObject().Select(field => field.Value.GetRawText()).ToList();
        Assert.Equal(reads == 1 ? 1 : 2, values.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Fields_with_variables_are_equal_where_they_name_the_same()
    {
        const string query = """
            query ($one: ID!, $other: ID!) {
              a: accountById(id: $one) { name }
              b: accountById(id: $one) { name }
              c: accountById(id: $other) { name }
            }
            """;
        var variables = new { one = world["account"], other = world["otherAccount"] };
        await world.Server.QueryAsync(query, variables);
        using var statements = new CountedStatements();
        var data = (await world.Server.QueryAsync(query, variables)).GetProperty("data");
        Assert.Equal(2, statements.Count);
        Assert.Equal("a b c", string.Join(' ', data.EnumerateObject().Select(field => field.Name)));
    }

    [Fact]
    public async Task One_that_fails_fails_under_each_key()
    {
        var answer = await world.Server.QueryAsync(
            "{ a: accountById(id: \"nothing\") { name } b: accountById(id: \"nothing\") { name } }"
        );
        var paths = answer
            .GetProperty("errors")
            .EnumerateArray()
            .Select(error => error.GetProperty("path")[0].GetString());
        Assert.Equal("a b", string.Join(' ', paths));
    }

    [Fact]
    public async Task Mutations_are_each_run_however_equal_they_are()
    {
        const string create = "createBug(input: {subject: \"Twice\"}) { bug { number } }";
        using var response = await world.Server.Client.PostAsJsonAsync(
            "/graphql",
            new { query = $"mutation {{ a: {create} b: {create} }}" }
        );
        var data = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        var numbers = data.EnumerateObject()
            .Select(field => field.Value.GetProperty("bug").GetProperty("number").GetInt64());
        Assert.Equal(2, numbers.Distinct().Count());
    }
}
