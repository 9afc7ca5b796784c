using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.MassUpdate;

/// <summary>Ids of no case are rejected one by one; they do not count as what a selection holds.</summary>
public sealed class UnknownIdTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    public static TheoryData<string, string> Operations =>
        new()
        {
            { "massUpdateCases", ", set: {resolution: \"r\"}, errorPolicy: REJECT_FAILED_ROWS" },
            { "deleteCases", "" },
            { "restoreCases", "" },
            { "purgeCases", "" },
        };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_expected_count_is_that_of_cases_and_unknown_ids_are_rejected(string mutation, string more)
    {
        var select = await SelectAsync(mutation);

        var expected = await world.RunAsync(
            mutation,
            $"{{{select}, expectedCount: 2, maxCount: 2, dryRun: true{more}}}"
        );
        var done = await world.RunAsync(mutation, $"{{{select}, expectedCount: 2{more}}}");

        foreach (var payload in new[] { expected, done })
        {
            Assert.Equal(1, payload.Object("rejectedCount").GetInt32());
            var rejected = Assert.Single(payload.Object("rejected").EnumerateArray());
            Assert.Equal(world["unknownCase"], rejected.GetProperty("id").GetString());
            Assert.Equal("INVALID_ID", rejected.GetProperty("code").GetString());
        }
        if (mutation is "massUpdateCases")
            Assert.Equal([2, 2], [expected.Object("matched").GetInt32(), done.Object("matched").GetInt32()]);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_selection_of_another_size_says_how_many_cases_it_holds(string mutation, string more)
    {
        var select = await SelectAsync(mutation);
        var answer = await world.Server.QueryAsync(
            $$"""mutation { {{mutation}}(input: { {{select}}, expectedCount: 3{{more}} }) { errors { ... on SelectionSizeError { matched expectedCount } } } }"""
        );

        Assert.Equal(
            """[{"matched":2,"expectedCount":3}]""",
            answer.GetProperty("data").GetProperty(mutation).GetProperty("errors").GetRawText()
        );
    }

    [Fact]
    public async Task A_job_tells_it_too()
    {
        var number = (await world.NewCaseAsync()).GetProperty("number");
        var unknown = string.Join(", ", Enumerable.Range(500_000, 1_000));

        var payload = await world.RunAsync(
            "massUpdateCases",
            $$"""{select: {ids: [{{number}}, {{unknown}}]}, set: {resolution: "r"}, errorPolicy: REJECT_FAILED_ROWS}"""
        );

        Assert.Equal(1, payload.Object("matched").GetInt32());
        Assert.Equal(JsonValueKind.Object, payload.Object("job").ValueKind);
    }

    /// <summary>Two cases, one of them twice, and none.</summary>
    private async Task<string> SelectAsync(string mutation)
    {
        var (one, other) = (await NewAsync(), await NewAsync());
        if (mutation is "restoreCases")
            await world.RunAsync("deleteCases", $"{{select: {{ids: [{one}, {other}]}}}}");
        return world.Resolve($$"""select: {ids: [{{one}}, "@unknownCase", {{other}}, {{one}}]}""");
    }

    private async Task<long> NewAsync() => (await world.NewCaseAsync()).GetProperty("number").GetInt64();
}
