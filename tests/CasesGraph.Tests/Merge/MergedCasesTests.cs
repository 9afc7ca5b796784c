using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Merge;

/// <summary>mergeCases from the outside.</summary>
public sealed class MergedCasesTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    [Fact]
    public async Task A_merged_case_points_to_its_survivor_for_ever()
    {
        var (primary, merged) = (
            await world.NewAsync(),
            await world.NewAsync("""contacts: [{contactId: "@contact"}]""")
        );
        await world.MergeAsync(primary, [merged]);
        var id = (await world.CaseAsync(merged)).GetProperty("id").GetString();

        var data = await world.ReadAsync(
            $$"""
            {
              byNumber: caseById(id: {{merged}}) { ...Merged }
              byId: caseById(id: "{{id}}") { ...Merged }
              node(id: "{{id}}") { ...Merged }
              cases(where: {mergedIntoId: {eq: "{{primary}}"} }) { totalCount }
              all: cases(where: {mergedInto: {number: {eq: {{primary}} } } }, includeDeleted: true) { nodes { ...Merged } }
              survivor: caseById(id: {{primary}}) { status deletedAt mergedInto { number } mergedFrom { number } }
            }
            fragment Merged on Case {
              number status state subject deletedAt closedAt mergedInto { number } contacts { totalCount } updates { totalCount }
            }
            """
        );

        var read = data.GetProperty("byNumber");
        Assert.Equal("DUPLICATE", read.GetProperty("status").GetString());
        Assert.Equal("CLOSED", read.GetProperty("state").GetString());
        Assert.NotNull(read.GetProperty("deletedAt").GetString());
        Assert.Equal(primary, read.GetProperty("mergedInto").GetProperty("number").GetInt64());
        Assert.Equal(1, read.GetProperty("contacts").GetProperty("totalCount").GetInt32());
        Assert.Equal(read.GetRawText(), data.GetProperty("byId").GetRawText());
        Assert.Equal(read.GetRawText(), data.GetProperty("node").GetRawText());
        Assert.Equal(read.GetRawText(), data.GetProperty("all").GetProperty("nodes")[0].GetRawText());
        Assert.Equal(0, data.GetProperty("cases").GetProperty("totalCount").GetInt32());
        Assert.Equal(
            $$"""{"status":"NEW","deletedAt":null,"mergedInto":null,"mergedFrom":[{"number":{{merged}}}]}""",
            data.GetProperty("survivor").GetRawText()
        );
    }

    [Theory]
    [InlineData("updateCase", "{id: @merged, priority: LOW}")]
    [InlineData("addCaseUpdate", """{caseId: @merged, text: "Too late"}""")]
    [InlineData("mergeCases", "{primaryId: @merged, duplicateIds: [@other]}")]
    [InlineData("mergeCases", "{primaryId: @other, duplicateIds: [@merged]}")]
    public async Task A_merged_case_takes_no_writes_and_tells_the_survivor(string mutation, string input)
    {
        var (primary, merged, other) = (await world.NewAsync(), await world.NewAsync(), await world.NewAsync());
        await world.MergeAsync(primary, [merged]);
        var before = await world.CaseAsync(merged);

        var literal = input
            .Replace("@merged", $"{merged}", StringComparison.Ordinal)
            .Replace("@other", $"{other}", StringComparison.Ordinal);
        var answer = await world.Server.Client.AskAsync(
            "mutation { "
                + $"{mutation}(input: {literal}) "
                + "{ errors { ... on CaseMergedError { message survivor { number } } } } }"
        );

        Assert.Equal(
            $$"""[{"message":"Case {{merged}} was merged into case {{primary}}.","survivor":{"number":{{primary}} } }]""".Replace(
                " }",
                "}",
                StringComparison.Ordinal
            ),
            answer.GetProperty(mutation).GetProperty("errors").GetRawText()
        );
        Assert.Equal(before.GetRawText(), (await world.CaseAsync(merged)).GetRawText());
    }

    [Fact]
    public async Task A_merged_case_is_neither_deleted_nor_restored()
    {
        var (primary, merged) = (await world.NewAsync(), await world.NewAsync());
        await world.MergeAsync(primary, [merged]);

        var deleted = await world.RunAsync("deleteCases", $$"""{select: {ids: [{{merged}}]} }""");
        var restored = await world.RunAsync("restoreCases", $$"""{select: {ids: [{{merged}}]} }""");
        var found = await world.RunAsync(
            "restoreCases",
            $$"""{select: {matching: {where: {number: {eq: {{merged}} } } } } }"""
        );

        Assert.Equal("CONFLICT", deleted.Data.GetProperty("rejected")[0].GetProperty("code").GetString());
        Assert.Equal("CONFLICT", restored.Data.GetProperty("rejected")[0].GetProperty("code").GetString());
        Assert.Equal(
            0,
            found.Data.GetProperty("restored").GetInt32() + found.Data.GetProperty("rejectedCount").GetInt32()
        );
    }

    [Fact]
    public async Task Contacts_keep_the_more_specific_role_and_the_primary_cases_PRIMARY_stays_the_only_one()
    {
        var primary = await world.NewAsync(
            """contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact", role: OTHER}], bugIds: ["@bug"]"""
        );
        var first = await world.NewAsync(
            """contacts: [{contactId: "@otherContact", role: PRIMARY}, {contactId: "@contact", role: OTHER}], bugIds: ["@bug", "@otherBug"]"""
        );

        var moved = await world.MergeAsync(primary, [first]);

        Assert.Equal(
            """{"contacts":1,"bugs":1,"tags":0,"updates":0,"attachments":0}""",
            moved.Object("moved").GetRawText()
        );
        Assert.Equal(["@contact PRIMARY", "@otherContact ALTERNATE"], world.Contacts(moved.Case));
        Assert.Equal(2, moved.Case.GetProperty("bugs").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Where_the_primary_case_has_no_PRIMARY_contact_it_gets_that_of_the_duplicate()
    {
        var primary = await world.NewAsync("""contacts: [{contactId: "@contact", role: OTHER}]""");
        var duplicate = await world.NewAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");

        Assert.Equal(["@contact PRIMARY"], world.Contacts((await world.MergeAsync(primary, [duplicate])).Case));
    }

    [Fact]
    public async Task The_conversation_moves_in_time_order_and_the_earliest_response_counts()
    {
        var (primary, one, two) = (await world.NewAsync(), await world.NewAsync(), await world.NewAsync());
        await world.SayAsync(one, "First");
        await world.SayAsync(primary, "Second");
        await world.SayAsync(two, "Third");
        var earliest = (await world.CaseAsync(one)).GetProperty("firstResponseAt").GetString();

        var merged = await world.MergeAsync(primary, [two, one]);

        Assert.Equal(["First", "Second", "Third"], MergeWorld.Texts(merged.Case));
        Assert.Equal(earliest, merged.Case.GetProperty("firstResponseAt").GetString());
        Assert.Equal(2, merged.Object("moved").GetProperty("updates").GetInt32());
        Assert.Empty(MergeWorld.Texts(await world.CaseAsync(one)));
    }

    [Fact]
    public async Task Any_field_can_be_taken_from_any_case_and_the_others_stay()
    {
        var primary = await world.NewAsync("""description: "Mine", externalReference: "MC-1", priority: LOW""");
        var one = await world.NewAsync(
            """description: "One", externalReference: "MC-2", status: CLOSED, accountId: "@account" """
        );
        var two = await world.NewAsync("""description: "Two", assignedToId: "@user", priority: HIGH""");

        var merged = await world.MergeAsync(
            primary,
            [one, two],
            $$"""
            choices: [
              {field: DESCRIPTION, fromCaseId: {{two}} }, {field: STATUS, fromCaseId: {{one}} }
              {field: EXTERNAL_REFERENCE, fromCaseId: {{one}} }, {field: ACCOUNT, fromCaseId: {{one}} }
              {field: PRIORITY, fromCaseId: {{primary}} }
            ]
            """
        );

        var now = merged.Case;
        Assert.Equal("Two", now.GetProperty("description").GetString());
        Assert.Equal("CLOSED", now.GetProperty("status").GetString());
        Assert.Equal("MC-2", now.GetProperty("externalReference").GetString());
        Assert.Equal("LOW", now.GetProperty("priority").GetString());
        Assert.Equal("account", world.NameOf(now.GetProperty("account")));
        Assert.NotNull(now.GetProperty("closedAt").GetString());
        Assert.Null((await world.CaseAsync(one)).GetProperty("externalReference").GetString());
    }

    [Fact]
    public async Task An_assignee_that_is_taken_moves_a_new_case_to_ASSIGNED()
    {
        var (primary, one) = (await world.NewAsync(), await world.NewAsync("""assignedToId: "@user" """));

        var merged = await world.MergeAsync(
            primary,
            [one],
            $$"""choices: [{field: ASSIGNED_TO, fromCaseId: {{one}} }]"""
        );

        Assert.Equal("ASSIGNED", merged.Case.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_preview_shows_each_differing_field_and_writes_nothing()
    {
        var primary = await world.NewAsync("""accountId: "@account" """);
        var one = await world.NewAsync("""type: USER, contacts: [{contactId: "@contact"}] """);
        await world.SayAsync(one, "Hello");
        var before = (await world.CaseAsync(primary), await world.CaseAsync(one));

        var preview = await world.MergeAsync(
            primary,
            [one],
            $$"""dryRun: true, choices: [{field: TYPE, fromCaseId: {{one}} }]"""
        );

        Assert.False(preview.HasChangeSet);
        var account = world["account"];
        Assert.Equal(
            $$"""
            [{"field":"TYPE","takenFrom":"{{MergeWorld.Id(
                one
            )}}","values":[{"case":{"number":{{primary}}},"value":null,"text":null},{"case":{"number":{{one}}},"value":"USER","text":"User"}]},{"field":"ACCOUNT","takenFrom":"{{MergeWorld.Id(
                primary
            )}}","values":[{"case":{"number":{{primary}}},"value":"{{account}}","text":"Acme"},{"case":{"number":{{one}}},"value":null,"text":null}]}]
            """,
            preview.Object("fields").GetRawText()
        );
        Assert.Equal(
            """{"contacts":1,"bugs":0,"tags":0,"updates":1,"attachments":0}""",
            preview.Object("moved").GetRawText()
        );
        Assert.Equal(before.Item1.GetRawText(), (await world.CaseAsync(primary)).GetRawText());
        Assert.Equal(before.Item2.GetRawText(), (await world.CaseAsync(one)).GetRawText());
    }

    [Theory]
    [InlineData("primaryId: @one, duplicateIds: []", "input.duplicateIds TOO_SHORT")]
    [InlineData("primaryId: @one, duplicateIds: [@one]", "input.duplicateIds.0 CONFLICT")]
    [InlineData("primaryId: @one, duplicateIds: [@two, @two]", "input.duplicateIds.1 CONFLICT")]
    [InlineData("""primaryId: "no id", duplicateIds: [@two]""", "input.primaryId INVALID_ID")]
    [InlineData("primaryId: 999999, duplicateIds: [@two]", "CaseNotFoundError")]
    [InlineData("primaryId: @one, duplicateIds: [@two, 999999]", "CaseNotFoundError")]
    [InlineData("primaryId: @one, duplicateIds: [@gone]", "CaseDeletedError")]
    [InlineData("primaryId: @gone, duplicateIds: [@two]", "CaseDeletedError")]
    [InlineData(
        "primaryId: @one, duplicateIds: [@two], expectedVersions: [{id: @two, version: 7}]",
        "VersionConflictError"
    )]
    [InlineData(
        "primaryId: @one, duplicateIds: [@two], expectedVersions: [{id: @three, version: 1}]",
        "input.expectedVersions.0.id INVALID_VALUE"
    )]
    [InlineData(
        "primaryId: @one, duplicateIds: [@two], choices: [{field: CONTACTS, fromCaseId: @two}]",
        "input.choices.0.field INVALID_VALUE"
    )]
    [InlineData(
        "primaryId: @one, duplicateIds: [@two], choices: [{field: DELETED_AT, fromCaseId: @two}]",
        "input.choices.0.field INVALID_VALUE"
    )]
    [InlineData(
        "primaryId: @one, duplicateIds: [@two], choices: [{field: TYPE, fromCaseId: @three}]",
        "input.choices.0.fromCaseId INVALID_VALUE"
    )]
    [InlineData(
        "primaryId: @one, duplicateIds: [@two], choices: [{field: TYPE, fromCaseId: @two}, {field: TYPE, fromCaseId: @one}]",
        "input.choices.1.field CONFLICT"
    )]
    public async Task What_is_wrong_is_told_and_nothing_is_written(string input, string error)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in new[] { "@one", "@two", "@three", "@gone" })
            input = input.Replace(name, $"{numbers[name] = await world.NewAsync()}", StringComparison.Ordinal);
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{numbers["@gone"]}}]} }""");

        var payload = await world.RunAsync("mergeCases", $$"""{ {{input}} }""");

        Assert.Equal([error], payload.Errors);
        Assert.Equal(1, (await world.CaseAsync(numbers["@one"])).GetProperty("version").GetInt32());
        Assert.Equal(1, (await world.CaseAsync(numbers["@two"])).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task More_than_20_cases_or_a_value_that_cannot_be_taken_any_more_are_refused()
    {
        var (primary, one) = (
            await world.NewAsync(),
            await world.NewAsync("""accountId: "@account", assignedToId: "@user" """)
        );
        var left = (await world.RunAsync("createUser", """{userName: "leaving", fullName: "Lea Ving"}""")).Object(
            "user"
        );
        var user = left.GetProperty("id").GetString();
        await world.RunAsync("updateCase", $$"""{id: {{one}}, assignedToId: "{{user}}"}""");
        await world.RunAsync("updateUser", $$"""{id: "{{user}}", active: false}""");

        var many = await world.MergeAsync(primary, [.. Enumerable.Range(1, 21).Select(number => 5000L + number)]);
        var inactive = await world.MergeAsync(
            primary,
            [one],
            $$"""choices: [{field: ASSIGNED_TO, fromCaseId: {{one}} }]"""
        );

        Assert.Equal(["input.duplicateIds TOO_LONG"], many.Errors);
        Assert.Equal(["input.choices.0.fromCaseId INACTIVE"], inactive.Errors);
    }

    [Fact]
    public async Task The_log_of_both_sides_says_so()
    {
        var primary = await world.NewAsync("""description: "Mine" """);
        var one = await world.NewAsync(
            """description: "One", contacts: [{contactId: "@contact", role: PRIMARY}], bugIds: ["@bug"]"""
        );
        await world.SayAsync(one, "Hello");
        var merged = await world.MergeAsync(
            primary,
            [one],
            $$"""reason: "Same", choices: [{field: DESCRIPTION, fromCaseId: {{one}} }]"""
        );

        var (left, right) = (await world.LastChangeAsync(primary), await world.LastChangeAsync(one));
        Assert.Equal(merged.Object("changeSet").GetProperty("id").GetString(), left.ChangeSet);
        Assert.Equal(left.ChangeSet, right.ChangeSet);
        Assert.Equal(
            world.Resolve("MERGED 2: DESCRIPTION Mine>One CONTACTS >@contact PRIMARY BUGS >@bug UPDATES >Hello"),
            left.Line
        );
        Assert.Equal(
            $"MERGED 3: STATUS NEW>DUPLICATE DELETED_AT >@time MERGED_INTO >{MergeWorld.Id(primary)} UPDATES Hello>",
            right.Line
        );
    }
}
