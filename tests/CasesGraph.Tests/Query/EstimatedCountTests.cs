namespace CasesGraph.Tests.Query;

[Collection(SeededServers.Name)]
public sealed class EstimatedCountTests(SeededServers seeded)
{
    /// <summary>With more rows than are counted one by one; some by filters that no index answers.</summary>
    [Theory]
    [InlineData("cases")]
    [InlineData("cases(includeDeleted: true)")]
    [InlineData("cases(where: {state: {eq: CLOSED}})")]
    [InlineData("cases(where: {type: {nin: [ADMINISTRATION]}})")]
    [InlineData("cases(where: {account: {name: {neq: \"nobody\"}}})")]
    [InlineData("caseChanges")]
    public async Task A_long_list_is_estimated_within_a_factor_of_two(string list)
    {
        var (estimate, total) = await CountAsync(SeededServers.Many, list);
        Assert.InRange(total, 10_000, int.MaxValue);
        Assert.InRange(estimate, total / 2, total * 2);
    }

    [Theory]
    [InlineData("cases(where: {status: {eq: ASSIGNED}, priority: {eq: HIGH}})")]
    [InlineData("cases(where: {subject: {contains: \"a\"}}, search: \"printer\")")]
    [InlineData("cases(where: {number: {lt: 0}})")]
    [InlineData("users")]
    public async Task A_short_list_is_counted(string list)
    {
        foreach (var cases in (int[])[SeededServers.Few, SeededServers.Many])
        {
            var (estimate, total) = await CountAsync(cases, list);
            Assert.Equal(total, estimate);
        }
    }

    [Fact]
    public async Task Below_another_object_it_is_counted_with_the_others()
    {
        using var statements = new CountedStatements();
        var data = await seeded.DataAsync(
            SeededServers.Few,
            "{ users { nodes { assignedCases { estimatedCount totalCount } } } }"
        );
        Assert.Equal(2, statements.Count);
        foreach (var user in data.GetProperty("users").GetProperty("nodes").EnumerateArray())
        {
            var cases = user.GetProperty("assignedCases");
            Assert.Equal(cases.GetProperty("totalCount").GetInt32(), cases.GetProperty("estimatedCount").GetInt32());
        }
    }

    [Fact]
    public async Task It_takes_one_statement_more_than_a_count_at_most_and_none_when_not_asked_for()
    {
        Assert.Equal(0, await StatementsAsync("{ cases { __typename } }"));
        Assert.Equal(1, await StatementsAsync("{ cases(where: {number: {lt: 5}}) { estimatedCount } }"));
        Assert.Equal(1, await StatementsAsync("{ cases { estimatedCount } }"));
        Assert.Equal(2, await StatementsAsync("{ cases(where: {number: {gt: 5}}) { estimatedCount } }"));
    }

    private async Task<(int Estimate, int Total)> CountAsync(int cases, string list)
    {
        var data = await seeded.DataAsync(cases, $"{{ list: {list} {{ estimatedCount totalCount }} }}");
        var counts = data.GetProperty("list");
        return (counts.GetProperty("estimatedCount").GetInt32(), counts.GetProperty("totalCount").GetInt32());
    }

    private async Task<int> StatementsAsync(string query)
    {
        using var statements = new CountedStatements();
        await seeded.DataAsync(SeededServers.Many, query);
        return statements.Count;
    }
}
