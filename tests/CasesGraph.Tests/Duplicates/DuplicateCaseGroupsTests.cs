using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Duplicates;

public sealed class DuplicateCaseGroupsTests(DemoCases demo) : IClassFixture<DemoCases>
{
    [Theory]
    [InlineData("null")]
    [InlineData("{state: {eq: OPEN}}")]
    [InlineData("{account: {name: {startsWith: \"N\"}}}")]
    [InlineData("{number: {eq: 1}}")]
    public async Task Groups_are_those_that_plain_code_finds(string where)
    {
        var numbers = (await ListAsync(where)).ToHashSet();
        var plain = new PlainClusters([.. demo.Cases.Where(c => numbers.Contains(c.Number))]);

        var groups = await WalkAsync(where, first: 100);

        Assert.Equal<string>([.. plain.Groups()], [.. groups.Select(LineOf)]);
        if (where is "null")
            Assert.True(groups.Count > 5, $"{groups.Count} groups tell nothing.");
    }

    [Fact]
    public async Task Pages_neither_lose_nor_repeat_a_group()
    {
        var all = await WalkAsync("null", first: 100);
        var walked = await WalkAsync("null", first: 3);

        Assert.Equal(all.ConvertAll(LineOf), walked.ConvertAll(LineOf));
        Assert.Distinct(all.SelectMany(NumbersOf));
    }

    [Fact]
    public async Task A_group_is_told_with_the_reasons_of_its_closest_pair_and_any_field_of_its_cases()
    {
        const string fields = "count score reasons cases { number subject account { name } }";
        var counts = new List<int>();
        foreach (var first in (int[])[1, 10])
        {
            using var statements = new CountedStatements();
            var data = await demo.DataAsync(
                $$"""{ duplicateCaseGroups(first: {{first}}) { totalCount edges { cursor node { {{fields}} } } } }"""
            );
            counts.Add(statements.Count);
            var edges = data.GetProperty("duplicateCaseGroups").GetProperty("edges").EnumerateArray().ToList();
            Assert.Equal(first, edges.Count);
            foreach (var group in edges.Select(edge => edge.GetProperty("node")))
            {
                Assert.InRange(group.GetProperty("score").GetDouble(), 0.75, 1);
                var reasons = group.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!);
                Assert.NotEmpty(reasons.Intersect(["SAME_ACCOUNT", "SHARED_CONTACT"], StringComparer.Ordinal));
                foreach (var one in group.GetProperty("cases").EnumerateArray())
                    Assert.Equal(Case(one).Subject, one.GetProperty("subject").GetString());
            }
        }
        Assert.Equal([3, 3], counts);
    }

    [Theory]
    [InlineData("first: 101", "INVALID_PAGE_SIZE")]
    [InlineData("after: \"x\"", "INVALID_CURSOR")]
    public async Task A_page_that_there_cannot_be_is_refused(string arguments, string code)
    {
        var answer = await demo.Server.QueryAsync($$"""{ duplicateCaseGroups({{arguments}}) { totalCount } }""");

        Assert.Equal(code, answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_filter_only()
    {
        var data = await demo.DataAsync("{ duplicateCaseGroups(first: 1) { pageInfo { endCursor } } }");
        var cursor = data.GetProperty("duplicateCaseGroups").GetProperty("pageInfo").GetProperty("endCursor");
        var answer = await demo.Server.QueryAsync(
            $$"""{ duplicateCaseGroups(after: "{{cursor}}", where: {state: {eq: OPEN} }) { totalCount } }"""
        );

        Assert.Equal(
            "INVALID_CURSOR",
            answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()
        );
    }

    private async Task<List<long>> ListAsync(string where)
    {
        var numbers = new List<long>();
        string? after = null;
        do
        {
            var data = await demo.DataAsync(
                "query ($after: String) { cases(first: 100, after: $after, where: "
                    + where
                    + ") { nodes { number } pageInfo { hasNextPage endCursor } } }",
                new { after }
            );
            var page = data.GetProperty("cases");
            numbers.AddRange(
                page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("number").GetInt64())
            );
            after = Next(page);
        } while (after is not null);
        return numbers;
    }

    private async Task<List<JsonElement>> WalkAsync(string where, int first)
    {
        var groups = new List<JsonElement>();
        string? after = null;
        do
        {
            var data = await demo.DataAsync(
                "query ($after: String) { duplicateCaseGroups(first: "
                    + first.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    + ", after: $after, where: "
                    + where
                    + ") { nodes { count score cases { number } } totalCount pageInfo { hasPreviousPage hasNextPage endCursor } } }",
                new { after }
            );
            var page = data.GetProperty("duplicateCaseGroups");
            Assert.Equal(after is not null, page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
            groups.AddRange(page.GetProperty("nodes").EnumerateArray());
            after = Next(page);
            if (after is null)
                Assert.Equal(groups.Count, page.GetProperty("totalCount").GetInt32());
        } while (after is not null);
        return groups;
    }

    private static string? Next(JsonElement page)
    {
        var info = page.GetProperty("pageInfo");
        return info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
    }

    private Case Case(JsonElement node) => demo.Cases.Single(c => c.Number == node.GetProperty("number").GetInt64());

    private static IEnumerable<long> NumbersOf(JsonElement group) =>
        group.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("number").GetInt64());

    private static string LineOf(JsonElement group) =>
        FormattableString.Invariant(
            $"{group.GetProperty("count")} {group.GetProperty("score").GetDouble()} {string.Join(' ', NumbersOf(group))}"
        );
}
