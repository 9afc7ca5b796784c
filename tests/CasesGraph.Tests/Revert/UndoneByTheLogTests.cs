using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.Revert;

/// <summary>What revertChangeSet may touch: by the log, not by values that happen to agree.</summary>
public sealed class UndoneByTheLogTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    private const string AddBug = "addBugIds: [\"@bug\"]";
    private const string RemoveBug = "removeBugIds: [\"@bug\"]";

    [Theory]
    [InlineData("priority", "updateCase", "priority: HIGH", "priority: LOW", "priority: HIGH")]
    [InlineData("status", "updateCase", "status: CLOSED", "status: NEW", "status: CLOSED")]
    [InlineData("description", "updateCase", "description: \"A\"", "description: null", "description: \"A\"")]
    [InlineData("account", "updateCase", "accountId: \"@account\"", "accountId: null", "accountId: \"@account\"")]
    [InlineData("contacts", "linkCaseContacts", "role: PRIMARY", "role: OTHER", "role: PRIMARY")]
    [InlineData("bugs", "massUpdateCases", AddBug, RemoveBug, AddBug)]
    [InlineData("priority", "massUpdateCases", "priority: HIGH", "priority: LOW", "priority: HIGH")]
    public async Task What_a_later_change_touched_stays_and_is_listed_with_it_even_where_the_values_agree(
        string field,
        string mutation,
        string first,
        string second,
        string third
    )
    {
        var number = await world.NewAsync("contacts: [{contactId: \"@contact\", role: ALTERNATE}], priority: LOW");
        var set = await DoAsync(mutation, number, first);
        await DoAsync(mutation, number, second);
        var last = await DoAsync(mutation, number, third);
        var before = await world.StateAsync(number);

        var left = await world.RevertAsync(set);

        Assert.Equal(["NothingToRevertError"], left.Errors);
        var skip = Assert.Single(left.Skipped);
        Assert.Equal((field, SetOf(last)), (skip.GetProperty("field").GetString(), Because(skip)));
        Assert.Equal(before, await world.StateAsync(number));
    }

    [Fact]
    public async Task A_later_change_that_was_undone_is_as_if_it_had_never_been()
    {
        var number = await world.NewAsync("priority: LOW");
        var before = await world.StateAsync(number);
        var first = await DoAsync("updateCase", number, "priority: HIGH");
        var second = await DoAsync("updateCase", number, "priority: MEDIUM");
        var undone = await world.RevertAsync(second);
        var again = await world.RevertAsync(undone);

        Assert.Equal(SetOf(second), Because(Assert.Single((await world.RevertAsync(first)).Skipped)));

        await world.RevertAsync(again);
        Assert.True((await world.RevertAsync(first)).HasChangeSet);
        Assert.Equal(before, await world.StateAsync(number));
    }

    [Fact]
    public async Task A_later_merge_that_was_undone_is_as_if_it_had_never_been()
    {
        var (number, other) = (await world.NewAsync(), await world.NewAsync("type: PRODUCT"));
        var before = await world.StateAsync(number);
        var set = await DoAsync("updateCase", number, "type: USER");
        var merge = await world.MergeAsync(number, [other], $$"""choices: [{field: TYPE, fromCaseId: {{other}} }]""");

        Assert.Equal(SetOf(merge), Because(Assert.Single((await world.RevertAsync(set)).Skipped)));

        await world.UnmergeAsync(other);
        Assert.Empty((await world.RevertAsync(set)).Errors);
        Assert.Equal(before, await world.StateAsync(number));
    }

    [Fact]
    public async Task What_an_undoing_left_can_be_undone_later()
    {
        var number = await world.NewAsync("priority: LOW");
        var before = await world.StateAsync(number);
        var set = await DoAsync("updateCase", number, "priority: HIGH, type: USER");
        var edit = await DoAsync("updateCase", number, "priority: MEDIUM");
        var part = await world.RevertAsync(set);
        Assert.Equal(SetOf(part), await RevertedByAsync(set));

        var second = await world.RevertAsync(set);
        Assert.Equal(["ChangeSetRevertedError"], second.Errors);
        Assert.Equal(SetOf(edit), Because(Assert.Single(second.Skipped)));

        await world.RevertAsync(edit);
        var rest = await world.RevertAsync(set);
        Assert.Equal((1, 0), (rest.Object("reverted").GetInt32(), rest.Object("skippedCount").GetInt32()));
        Assert.Equal(before, await world.StateAsync(number));
        Assert.Equal(SetOf(rest), await RevertedByAsync(set));

        var nothing = await world.RevertAsync(set);
        Assert.Equal(["ChangeSetRevertedError"], nothing.Errors);
        Assert.Empty(nothing.Skipped);
    }

    [Fact]
    public async Task A_change_set_whose_undoing_was_undone_stands_again()
    {
        var number = await world.NewAsync();
        var set = await DoAsync("updateCase", number, "type: USER");
        var after = await world.StateAsync(number);
        var undone = await world.RevertAsync(set);
        var again = await world.RevertAsync(undone);

        Assert.Null(await RevertedByAsync(set));
        Assert.Equal(SetOf(again), await RevertedByAsync(undone));
        Assert.Equal(after, await world.StateAsync(number));

        var third = await world.RevertAsync(again);
        Assert.Null(await RevertedByAsync(undone));
        Assert.Equal(SetOf(undone), await RevertedByAsync(set));
        Assert.Equal(SetOf(third), await RevertedByAsync(again));

        await world.RevertAsync(third);
        Assert.True((await world.RevertAsync(set)).HasChangeSet);
    }

    [Fact]
    public async Task A_created_case_whose_changes_were_all_undone_is_deleted()
    {
        var created = await world.RunAsync("createCase", """{subject: "New"}""");
        var number = created.Case.GetProperty("number").GetInt64();
        var edit = await DoAsync("updateCase", number, "status: CLOSED");
        Assert.Equal(SetOf(edit), Because(Assert.Single((await world.RevertAsync(created)).Skipped)));

        await world.RevertAsync(edit);

        Assert.True((await world.RevertAsync(created)).HasChangeSet);
    }

    [Fact]
    public async Task What_undoing_a_merge_left_can_be_undone_later()
    {
        var (primary, one) = (await world.NewAsync(), await world.NewAsync("type: USER, bugIds: [\"@bug\"]"));
        var before = await world.StateAsync(primary);
        var merge = await world.MergeAsync(primary, [one], $$"""choices: [{field: TYPE, fromCaseId: {{one}} }]""");
        var edit = await DoAsync("updateCase", primary, "type: PRODUCT");
        Assert.Equal(
            SetOf(edit),
            Because(Assert.Single((await world.RevertAsync(merge)).Object("skipped").EnumerateArray()))
        );

        await world.RevertAsync(edit);
        Assert.Empty((await world.RevertAsync(merge)).Errors);

        Assert.Equal(before, await world.StateAsync(primary));
        Assert.Equal(["ChangeSetRevertedError"], (await world.RevertAsync(merge)).Errors);
    }

    private Task<Payload> DoAsync(string mutation, long number, string change) =>
        mutation switch
        {
            "linkCaseContacts" => world.RunAsync(
                mutation,
                $$"""{caseId: {{number}}, contacts: [{contactId: "@contact", {{change}} }]}"""
            ),
            "massUpdateCases" => world.RunAsync(mutation, $"{{select: {{ids: [{number}]}}, set: {{ {change} }} }}"),
            _ => world.RunAsync(mutation, $$"""{id: {{number}}, {{change}} }"""),
        };

    private static string SetOf(Payload payload) => payload.Object("changeSet").GetProperty("id").GetString()!;

    private static string? Because(JsonElement skip) => skip.GetProperty("because").GetProperty("id").GetString();

    private async Task<string?> RevertedByAsync(Payload set)
    {
        var data = await world.ReadAsync(
            $$"""{ node(id: "{{SetOf(set)}}") { ... on ChangeSet { revertedBy { id } } } }"""
        );
        var by = data.GetProperty("node").GetProperty("revertedBy");
        return by.ValueKind is JsonValueKind.Null ? null : by.GetProperty("id").GetString();
    }
}
