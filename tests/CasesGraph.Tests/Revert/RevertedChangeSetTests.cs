using System.Text.Json;
using CasesGraph.Model;
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
            $$"""[{"record":{"number":{{number}}},"recordId":"{{OpaqueId.Encode("Case", number)}}","field":"priority","current":"LOW","wouldBe":"MEDIUM","reason":"It was changed since.","because":{"id":"{{SetOf(later)}}"} }]""".Replace(
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
        var skip = Assert.Single(left.Skipped);
        Assert.Equal("deletedAt", skip.GetProperty("field").GetString());
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
        await world.RunAsync("deleteAccounts", $$"""{select: {ids: ["{{id}}"]} }""");
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
    public async Task A_message_alone_and_unknown_change_sets_are_refused()
    {
        var number = await world.NewAsync();
        var message = await world.RunAsync("addCaseUpdate", $$"""{caseId: {{number}}, text: "Sent"}""");

        Assert.Equal(["NothingToRevertError"], (await world.RevertAsync(message)).Errors);
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
        payload.Skipped[0].GetProperty("because").GetProperty("id").GetString();
}
