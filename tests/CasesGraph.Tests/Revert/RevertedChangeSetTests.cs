using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.Revert;

/// <summary>revertChangeSet from the outside; after any operation: <see cref="RevertPropertyTests"/>.</summary>
public sealed class RevertedChangeSetTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    [Fact]
    public async Task An_edit_is_undone_as_one_change_set_that_both_point_to()
    {
        var number = await world.NewAsync();
        var before = await world.StateAsync(number);
        var edit = await world.RunAsync(
            "updateCase",
            $$"""{id: {{number}}, subject: "Other", status: CLOSED, accountId: "@account", description: "Some"}"""
        );

        var undone = await world.RevertAsync(edit, """reason: "Wrong case" """);

        Assert.Equal(1, undone.Object("reverted").GetInt32());
        Assert.Equal(before, await world.StateAsync(number));
        Assert.StartsWith(
            "UPDATED 3: SUBJECT Other>Any DESCRIPTION Some> ",
            (await world.LastChangeAsync(number)).Line,
            StringComparison.Ordinal
        );
        var (id, by) = (SetOf(edit), SetOf(undone));
        var data = await world.ReadAsync(
            $$"""{ node(id: "{{id}}") { ... on ChangeSet { revertedBy { id action reason } } } }"""
        );
        Assert.Equal(
            $$"""{"revertedBy":{"id":"{{by}}","action":"REVERT","reason":"Wrong case"} }""".Replace(
                "} }",
                "}}",
                StringComparison.Ordinal
            ),
            data.GetProperty("node").GetRawText()
        );
    }

    [Fact]
    public async Task What_somebody_changed_since_is_left_and_listed()
    {
        var number = await world.NewAsync();
        var edit = await world.RunAsync(
            "updateCase",
            $$"""{id: {{number}}, subject: "Other", priority: HIGH, type: USER}"""
        );
        var later = await world.RunAsync("updateCase", $$"""{id: {{number}}, priority: LOW}""");

        var undone = await world.RevertAsync(edit);

        Assert.Equal(
            $$"""[{"case":{"number":{{number}}},"caseNumber":{{number}},"field":"PRIORITY","current":"LOW","wouldBe":"MEDIUM","reason":"It was changed since.","because":{"id":"{{SetOf(later)}}"} }]""".Replace(
                "} }",
                "}}",
                StringComparison.Ordinal
            ),
            undone.Object("skipped").GetRawText()
        );
        var now = await world.CaseAsync(number);
        Assert.Equal("Any", now.GetProperty("subject").GetString());
        Assert.Equal("LOW", now.GetProperty("priority").GetString());
        Assert.Null(now.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        var number = await world.NewAsync();
        var edit = await world.RunAsync("updateCase", $$"""{id: {{number}}, priority: HIGH, type: USER}""");
        await world.RunAsync("updateCase", $$"""{id: {{number}}, priority: LOW}""");
        var before = (await world.CaseAsync(number)).GetRawText();

        var look = await world.RevertAsync(edit, "dryRun: true");

        Assert.False(look.HasChangeSet);
        Assert.Equal(1, look.Object("reverted").GetInt32());
        Assert.Equal(1, look.Object("skippedCount").GetInt32());
        Assert.Equal(before, (await world.CaseAsync(number)).GetRawText());
        Assert.True((await world.RevertAsync(edit)).HasChangeSet);
    }

    [Fact]
    public async Task A_change_set_is_undone_once_and_undoing_that_does_it_again()
    {
        var number = await world.NewAsync();
        var edit = await world.RunAsync("updateCase", $$"""{id: {{number}}, subject: "Other", status: CLOSED}""");
        var after = await world.StateAsync(number);
        var undone = await world.RevertAsync(edit);

        Assert.Equal(["ChangeSetRevertedError"], (await world.RevertAsync(edit)).Errors);
        await world.RevertAsync(undone);

        // It is closed since it was first.
        Assert.Equal(after, await world.StateAsync(number));
    }

    [Fact]
    public async Task A_case_that_is_opened_by_mistake_is_closed_since_it_was_before()
    {
        var number = await world.NewAsync("status: CLOSED");
        var before = await world.StateAsync(number);
        var edit = await world.RunAsync("updateCase", $$"""{id: {{number}}, status: NEW}""");
        Assert.Null((await world.CaseAsync(number)).GetProperty("closedAt").GetString());

        await world.RevertAsync(edit);

        Assert.Equal(before, await world.StateAsync(number));
    }

    [Fact]
    public async Task Deleting_and_restoring_are_undone()
    {
        var (one, two) = (await world.NewAsync(), await world.NewAsync());
        var deleted = await world.RunAsync("deleteCases", $$"""{select: {ids: [{{one}}, {{two}}]} }""");
        var gone = await world.StateAsync(one);

        var back = await world.RevertAsync(deleted);
        Assert.Equal(2, back.Object("reverted").GetInt32());
        Assert.Null((await world.CaseAsync(two)).GetProperty("deletedAt").GetString());
        Assert.StartsWith("RESTORED 3", (await world.LastChangeAsync(one)).Line, StringComparison.Ordinal);

        await world.RevertAsync(back);
        Assert.Equal(gone, await world.StateAsync(one));
    }

    [Fact]
    public async Task A_created_case_is_deleted_unless_somebody_has_changed_it()
    {
        var created = await world.RunAsync("createCase", """{subject: "New", bugIds: ["@bug"]}""");
        var worked = await world.RunAsync("createCase", """{subject: "New"}""");
        var number = worked.Case.GetProperty("number").GetInt64();
        var message = await world.RunAsync("addCaseUpdate", $$"""{caseId: {{number}}, text: "On it"}""");

        var undone = await world.RevertAsync(created);
        var left = await world.RevertAsync(worked);

        Assert.True(undone.HasChangeSet);
        Assert.NotNull(
            (await world.CaseAsync(created.Case.GetProperty("number").GetInt64())).GetProperty("deletedAt").GetString()
        );
        Assert.False(left.HasChangeSet);
        var skip = left.Object("skipped")[0];
        Assert.Equal("DELETED_AT", skip.GetProperty("field").GetString());
        Assert.Equal(SetOf(message), skip.GetProperty("because").GetProperty("id").GetString());
        Assert.Null((await world.CaseAsync(number)).GetProperty("deletedAt").GetString());
    }

    [Fact]
    public async Task A_deleted_or_merged_case_is_left_with_the_change_set_that_took_it_away()
    {
        var (one, two) = (await world.NewAsync(), await world.NewAsync());
        var first = await world.RunAsync("updateCase", $$"""{id: {{one}}, priority: HIGH}""");
        var second = await world.RunAsync("updateCase", $$"""{id: {{two}}, priority: HIGH}""");
        var deleted = await world.RunAsync("deleteCases", $$"""{select: {ids: [{{one}}]} }""");
        var merged = await world.MergeAsync(await world.NewAsync(), [two]);

        Assert.Equal(SetOf(deleted), Because(await world.RevertAsync(first)));
        Assert.Equal(SetOf(merged), Because(await world.RevertAsync(second)));

        // Undone in their turn, they are undone.
        await world.RevertAsync(deleted);
        Assert.True((await world.RevertAsync(first)).HasChangeSet);
    }

    [Fact]
    public async Task What_may_not_be_referred_to_any_more_is_left()
    {
        var account = (await world.RunAsync("createAccount", """{name: "Gone"}""")).Object("account");
        var id = account.GetProperty("id").GetString();
        var user = (await world.RunAsync("createUser", """{userName: "gone", fullName: "Gone"}""")).Object("user");
        var userId = user.GetProperty("id").GetString();
        var number = await world.NewAsync(
            $$"""accountId: "{{id}}", assignedToId: "{{userId}}", externalReference: "RC-1" """
        );
        var edit = await world.RunAsync(
            "updateCase",
            $$"""{id: {{number}}, accountId: null, assignedToId: null, externalReference: null, type: USER}"""
        );
        await world.RunAsync("deleteAccounts", $$"""{ids: ["{{id}}"]}""");
        await world.RunAsync("updateUser", $$"""{id: "{{userId}}", active: false}""");
        await world.NewAsync("""externalReference: "RC-1" """);

        var undone = await world.RevertAsync(edit);

        Assert.Equal(3, undone.Object("skippedCount").GetInt32());
        Assert.All(
            undone.Object("skipped").EnumerateArray(),
            skip => Assert.Equal(JsonValueKind.Null, skip.GetProperty("because").ValueKind)
        );
        var now = await world.CaseAsync(number);
        Assert.Equal("nothing", world.NameOf(now.GetProperty("account")));
        Assert.Null(now.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_merge_is_undone_and_done_again()
    {
        var primary = await world.NewAsync();
        var one = await world.NewAsync(
            """type: USER, status: CLOSED, externalReference: "RM-1", contacts: [{contactId: "@contact", role: PRIMARY}]"""
        );
        var two = await world.NewAsync("""bugIds: ["@bug"]""");
        await world.SayAsync(one, "Hello");
        var before = (await world.StateAsync(primary), await world.StateAsync(one), await world.StateAsync(two));
        var merge = await world.MergeAsync(
            primary,
            [one, two],
            $$"""
            choices: [{field: TYPE, fromCaseId: {{one}} }, {field: EXTERNAL_REFERENCE, fromCaseId: {{one}} }]
            """
        );
        var after = await world.StateAsync(primary);

        var undone = await world.RevertAsync(merge);
        Assert.Equal(3, undone.Object("reverted").GetInt32());
        Assert.Equal(
            before,
            (await world.StateAsync(primary), await world.StateAsync(one), await world.StateAsync(two))
        );
        Assert.StartsWith("UNMERGED", (await world.LastChangeAsync(one)).Line, StringComparison.Ordinal);

        // What was said meanwhile moves too.
        await world.SayAsync(two, "Meanwhile");
        var again = await world.RevertAsync(undone);
        Assert.Equal(["Hello", "Meanwhile"], MergeWorld.Texts(await world.CaseAsync(primary)));
        Assert.Equal(primary, (await world.CaseAsync(two)).GetProperty("mergedInto").GetProperty("number").GetInt64());
        Assert.Equal("RM-1", (await world.CaseAsync(primary)).GetProperty("externalReference").GetString());
        Assert.Equal(LinesBut(after, "updates"), LinesBut(await world.StateAsync(primary), "updates"));

        await world.RevertAsync(again);
        Assert.Equal(before.Item1, await world.StateAsync(primary));
        Assert.Equal(before.Item2, await world.StateAsync(one));
    }

    [Fact]
    public async Task An_unmerge_is_undone_by_merging_again()
    {
        var (primary, one) = (await world.NewAsync(), await world.NewAsync("""type: USER, bugIds: ["@bug"]"""));
        await world.MergeAsync(primary, [one], $$"""choices: [{field: TYPE, fromCaseId: {{one}} }]""");
        var merged = await world.StateAsync(primary);
        var unmerge = await world.UnmergeAsync(one);

        var undone = await world.RevertAsync(unmerge);

        Assert.Equal(2, undone.Object("reverted").GetInt32());
        Assert.Equal(merged, await world.StateAsync(primary));
        Assert.Equal(primary, (await world.CaseAsync(one)).GetProperty("mergedInto").GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task A_part_of_a_merge_that_was_undone_since_is_left_and_listed()
    {
        var (primary, one, two) = (await world.NewAsync(), await world.NewAsync("type: USER"), await world.NewAsync());
        var merge = await world.MergeAsync(primary, [one, two], $$"""choices: [{field: TYPE, fromCaseId: {{one}} }]""");
        var unmerge = await world.UnmergeAsync(two);
        var edit = await world.RunAsync("updateCase", $$"""{id: {{primary}}, type: PRODUCT}""");

        var undone = await world.RevertAsync(merge);

        var skipped = undone
            .Object("skipped")
            .EnumerateArray()
            .ToDictionary(skip => skip.GetProperty("field").GetString()!, StringComparer.Ordinal);
        Assert.Equal(["MERGED_INTO", "TYPE"], skipped.Keys.Order(StringComparer.Ordinal).ToList());
        Assert.Equal(two, skipped["MERGED_INTO"].GetProperty("caseNumber").GetInt64());
        Assert.Equal(SetOf(unmerge), skipped["MERGED_INTO"].GetProperty("because").GetProperty("id").GetString());
        Assert.Equal(SetOf(edit), skipped["TYPE"].GetProperty("because").GetProperty("id").GetString());
        Assert.Equal("PRODUCT", (await world.CaseAsync(primary)).GetProperty("type").GetString());
        Assert.Null((await world.CaseAsync(one)).GetProperty("deletedAt").GetString());
    }

    [Fact]
    public async Task Messages_writes_to_other_objects_and_unknown_change_sets_are_refused()
    {
        var number = await world.NewAsync();
        var message = await world.RunAsync("addCaseUpdate", $$"""{caseId: {{number}}, text: "Sent"}""");
        var account = await world.RunAsync("createAccount", """{name: "Other"}""");

        Assert.Equal(["ChangeSetNotRevertibleError"], (await world.RevertAsync(message)).Errors);
        Assert.Equal(["ChangeSetNotRevertibleError"], (await world.RevertAsync(account)).Errors);
        Assert.Equal(
            ["ChangeSetNotFoundError"],
            (await world.RunAsync("revertChangeSet", """{changeSetId: "Q2hhbmdlU2V0Ojk5OTk5OQ"}""")).Errors
        );
        Assert.Equal(
            ["input.changeSetId INVALID_ID"],
            (await world.RunAsync("revertChangeSet", """{changeSetId: "@user"}""")).Errors
        );
    }

    private static string SetOf(Payload payload) => payload.Object("changeSet").GetProperty("id").GetString()!;

    private static string? Because(Payload payload) =>
        payload.Object("skipped")[0].GetProperty("because").GetProperty("id").GetString();

    private static string LinesBut(string state, string field) =>
        string.Join('\n', state.Split('\n').Where(line => !line.StartsWith($"\"{field}\"", StringComparison.Ordinal)));
}
