using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog.Following;

/// <summary>What the argument list takes, and what it says to what it does not.</summary>
public sealed class ListArgumentTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task A_case_that_is_given_to_another_leaves_my_list_and_enters_theirs()
    {
        var cursor = await world.Server.SettledAsync();
        await world.NewCaseAsync("assignedToId: \"@user\"");
        await world.RunAsync("updateCase", """{id: "@case", assignedToId: "@otherUser"}""");

        Assert.Equal(
            ["CREATED ENTERED", "UPDATED LEFT"],
            await EffectsAsync("{assignedToId: {eq: \"@user\"}}", cursor)
        );
        Assert.Equal(["UPDATED ENTERED"], await EffectsAsync("{assignedToId: {eq: \"@otherUser\"}}", cursor));
    }

    [Fact]
    public async Task A_deletion_takes_a_case_out_and_a_restoration_brings_it_back()
    {
        await world.NewCaseAsync();
        var cursor = await world.Server.SettledAsync();
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");
        await world.RunAsync("restoreCases", """{select: {ids: ["@case"]}}""");

        Assert.Equal(["DELETED LEFT", "RESTORED ENTERED"], await EffectsAsync("{}", cursor));
    }

    [Fact]
    public async Task The_purge_of_a_deleted_case_concerns_no_list_and_everything_else_stays_as_it_was()
    {
        var cursor = await world.Server.SettledAsync();
        await world.NewCaseAsync("priority: HIGH");
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");
        await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}}""");

        Assert.Equal(["CREATED ENTERED", "DELETED LEFT"], await EffectsAsync("{priority: {eq: HIGH}}", cursor));
        var all = await world.Server.Client.ListChangesAsync(cursor, "kind");
        Assert.Equal("""{"kind":"PURGED"}""", all[^1]);
    }

    [Fact]
    public async Task Where_and_list_both_hold()
    {
        var cursor = await world.Server.SettledAsync();
        await world.NewCaseAsync();
        await world.RunAsync("updateCase", """{id: "@case", priority: HIGH}""");
        await world.RunAsync("updateCase", """{id: "@case", subject: "Other"}""");

        Assert.Equal(
            ["UPDATED ENTERED"],
            await EffectsAsync("{priority: {eq: HIGH}}", cursor, "where: {field: {eq: PRIORITY}}")
        );
    }

    [Fact]
    public async Task Counts_and_pages_from_the_end_follow_the_list_too()
    {
        var cursor = await world.Server.SettledAsync();
        await world.NewCaseAsync("priority: LOW");
        await world.RunAsync("updateCase", """{id: "@case", priority: HIGH}""");
        await world.Server.SettledAsync();

        var page = (
            await world.ReadAsync(
                $"{{ caseChanges(list: {{priority: {{eq: LOW}}}}, where: {{since: \"{cursor}\"}}, last: 1) {{ totalCount nodes {{ listEffect }} }} }}"
            )
        ).GetProperty("caseChanges");

        Assert.Equal(2, page.GetProperty("totalCount").GetInt32());
        Assert.Equal(
            "LEFT",
            Assert.Single(page.GetProperty("nodes").EnumerateArray()).GetProperty("listEffect").GetString()
        );
    }

    [Theory]
    [InlineData("{assignedToId: {me: false}}", "INVALID_FILTER")]
    [InlineData("{assignedToId: {in: null}}", "INVALID_FILTER")]
    [InlineData("{accountId: {eq: \"@user\"}}", "INVALID_ID")]
    [InlineData("{tags: {some: {id: {in: [\"nonsense\"]}}}}", "INVALID_ID")]
    public async Task A_mistake_in_the_list_is_told_with_its_place(string list, string code)
    {
        var answer = await world.Server.QueryAsync(
            world.Resolve($"{{ caseChanges(list: {list}) {{ nodes {{ id }} }} }}")
        );

        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Array, error.GetProperty("locations").ValueKind);
    }

    [Fact]
    public async Task Me_is_the_caller_wherever_a_users_id_stands()
    {
        var me = (await world.ReadAsync("{ me { user { id } } }"))
            .GetProperty("me")
            .GetProperty("user")
            .GetProperty("id")
            .GetString();
        var mine = (await world.NewCaseAsync($"assignedToId: \"{me}\"")).GetProperty("number").GetInt64();
        await world.NewCaseAsync("assignedToId: \"@otherUser\"");

        Assert.Contains(mine, await CasesAsync("{assignedToId: {me: true}}"));
        Assert.Equal(
            await CasesAsync($"{{assignedToId: {{eq: \"{me}\"}}}}"),
            await CasesAsync("{assignedToId: {me: true}}")
        );
        Assert.Equal(
            await CasesAsync($"{{not: {{assignedTo: {{id: {{eq: \"{me}\"}}}}}}}}"),
            await CasesAsync("{not: {assignedTo: {id: {me: true}}}}")
        );
        Assert.Contains(mine, await CasesAsync("{createdBy: {userId: {me: true}}}"));
        Assert.Contains(mine, await CasesAsync("{changes: {some: {actorId: {me: true}}}}"));
    }

    private async Task<IReadOnlyList<long>> CasesAsync(string where) =>
        [
            .. (await world.ReadAsync($"{{ cases(where: {where}, first: 100) {{ nodes {{ number }} }} }}"))
                .GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("number").GetInt64()),
        ];

    private async Task<IReadOnlyList<string>> EffectsAsync(string list, string after, string more = "")
    {
        await world.Server.SettledAsync();
        var data = await world.ReadAsync(
            $"{{ caseChanges(list: {list}, after: \"{after}\", {more}) {{ nodes {{ kind listEffect }} }} }}"
        );
        return
        [
            .. data.GetProperty("caseChanges")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => $"{node.GetProperty("kind").GetString()} {node.GetProperty("listEffect").GetString()}"),
        ];
    }
}
