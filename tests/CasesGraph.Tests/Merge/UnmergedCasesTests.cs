using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Merge;

/// <summary>unmergeCase from the outside; in any order of many: <see cref="MergePropertyTests"/>.</summary>
public sealed class UnmergedCasesTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    private const string Full = """
        contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact"}], bugIds: ["@bug"]
        accountId: "@account", assignedToId: "@user", type: USER, status: PENDING_INPUT
        """;

    [Fact]
    public async Task Unmerging_gives_both_cases_back_what_they_had()
    {
        var primary = await world.NewAsync("""bugIds: ["@otherBug"], status: CLOSED""");
        var one = await world.NewAsync(Full + """ externalReference: "UC-1" """);
        await world.SayAsync(one, "Hello");
        await world.SayAsync(primary, "Hello too");
        var before = (await world.StateAsync(primary), await world.StateAsync(one));
        await world.MergeAsync(
            primary,
            [one],
            $$"""
            choices: [
              {field: STATUS, fromCaseId: {{one}} }, {field: TYPE, fromCaseId: {{one}} }
              {field: ACCOUNT, fromCaseId: {{one}} }, {field: EXTERNAL_REFERENCE, fromCaseId: {{one}} }
            ]
            """
        );

        var payload = await world.UnmergeAsync(one);

        Assert.Equal(one, payload.Object("case").GetProperty("number").GetInt64());
        Assert.Equal(primary, payload.Object("survivor").GetProperty("number").GetInt64());
        Assert.Equal(0, payload.Object("kept").GetArrayLength());
        Assert.Equal(before, (await world.StateAsync(primary), await world.StateAsync(one)));
    }

    [Theory]
    [InlineData("linkCaseBugs", "bugIds: [\"@bug\"]")]
    [InlineData("linkCaseContacts", "contacts: [{contactId: \"@contact\", role: OTHER}]")]
    public async Task A_link_that_a_merged_case_has_too_is_not_undone_under_it(string link, string objects)
    {
        var (primary, one) = (await world.NewAsync(), await world.NewAsync(Full));
        var linked = await world.RunAsync(link, $"{{caseId: {primary}, {objects}}}");
        var set = linked.Object("changeSet").GetProperty("id").GetString();
        await world.MergeAsync(primary, [one]);
        var merged = await world.StateAsync(primary);
        await world.RunAsync("revertChangeSet", $"{{changeSetId: \"{set}\"}}");
        var before = await world.StateAsync(primary);

        var unmerged = await world.UnmergeAsync(one);
        var unmerging = unmerged.Object("changeSet").GetProperty("id").GetString();
        await world.RunAsync("revertChangeSet", $"{{changeSetId: \"{unmerging}\"}}");

        Assert.Equal(before, await world.StateAsync(primary));
        Assert.Equal(merged, before);
    }

    /// <summary>Undoing gives it to the case itself: what had given it before has gone since.</summary>
    [Theory]
    [InlineData("unlinkCaseBugs", "caseId: #, bugIds: [\"@bug\"]")]
    [InlineData("unlinkCaseContacts", "caseId: #, contactIds: [\"@contact\"]")]
    [InlineData("updateCase", "id: #, type: null")]
    [InlineData("updateCase", "id: #, accountId: null")]
    public async Task What_an_undoing_gives_back_after_the_case_that_it_came_from_has_gone_is_kept(
        string taking,
        string input
    )
    {
        var (primary, one, other) = (await world.NewAsync(), await world.NewAsync(Full), await world.NewAsync(Full));
        await world.MergeAsync(primary, [one], Choices(one));
        var taken = await world.RunAsync(taking, $"{{{input.Replace("#", $"{primary}", StringComparison.Ordinal)}}}");
        await world.UnmergeAsync(one);
        Assert.Equal(1, (await world.RevertAsync(taken)).Data.GetProperty("reverted").GetInt32());
        var before = await world.StateAsync(primary);

        await world.MergeAsync(primary, [other], Choices(other));
        await world.UnmergeAsync(other);

        Assert.Equal(before, await world.StateAsync(primary));
    }

    private static string Choices(long from) =>
        $$"""choices: [{field: TYPE, fromCaseId: {{from}} }, {field: ACCOUNT, fromCaseId: {{from}} }]""";

    [Fact]
    public async Task What_was_added_or_changed_since_stays_with_the_survivor()
    {
        var (primary, one) = (await world.NewAsync(), await world.NewAsync(Full));
        await world.SayAsync(one, "Before");
        await world.MergeAsync(
            primary,
            [one],
            $$"""choices: [{field: TYPE, fromCaseId: {{one}} }, {field: ACCOUNT, fromCaseId: {{one}} }]"""
        );
        await world.SayAsync(primary, "Since");
        await world.RunAsync("updateCase", $$"""{id: {{primary}}, type: PRODUCT, resolution: "Done"}""");

        var payload = await world.UnmergeAsync(one);

        var survivor = payload.Object("survivor");
        Assert.Equal(["Since"], MergeWorld.Texts(survivor));
        Assert.Equal(["Before"], MergeWorld.Texts(payload.Object("case")));
        Assert.Equal("PRODUCT", survivor.GetProperty("type").GetString());
        Assert.Equal("Done", survivor.GetProperty("resolution").GetString());
        Assert.Equal("nothing", world.NameOf(survivor.GetProperty("account")));
        Assert.Equal("""[{"field":"TYPE","before":"USER","after":"PRODUCT"}]""", payload.Object("kept").GetRawText());
        // The response that came back is not the survivor's any more.
        Assert.True(Response(survivor) > Response(payload.Object("case")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_external_reference_that_a_third_case_has_by_now_is_listed(bool reverts)
    {
        var reference = $"UC-third-{reverts}";
        var (primary, one) = (await world.NewAsync(), await world.NewAsync($"externalReference: \"{reference}\""));
        var merge = await world.MergeAsync(
            primary,
            [one],
            $$"""choices: [{field: EXTERNAL_REFERENCE, fromCaseId: {{one}} }]"""
        );
        await world.RunAsync("updateCase", $$"""{id: {{primary}}, externalReference: null}""");
        await world.NewAsync($"externalReference: \"{reference}\"");

        var told = reverts
            ? (await world.RevertAsync(merge)).Skipped.Select(skip =>
                $"{Payload.NumberOf(skip)} {skip.GetProperty("field")} {skip.GetProperty("wouldBe")} {skip.GetProperty("current")}"
            )
            : (await world.UnmergeAsync(one))
                .Object("kept")
                .EnumerateArray()
                .Select(kept =>
                    $"{kept.GetProperty("field")} {kept.GetProperty("before")}>{kept.GetProperty("after")}"
                );

        var lost = reverts ? $"{one} externalReference {reference} " : $"EXTERNAL_REFERENCE {reference}>";
        Assert.Equal(2, told.Count());
        Assert.Contains(lost, told, StringComparer.Ordinal);
        Assert.Null((await world.CaseAsync(one)).GetProperty("deletedAt").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Links_roles_and_a_status_that_came_with_a_case_and_were_changed_since_are_listed(bool reverts)
    {
        var primary = await world.NewAsync("""contacts: [{contactId: "@contact", role: OTHER}]""");
        var one = await world.NewAsync(
            """
            contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact", role: ALTERNATE}],
            bugIds: ["@bug"], assignedToId: "@user"
            """
        );
        var merge = await world.MergeAsync(
            primary,
            [one],
            $$"""choices: [{field: ASSIGNED_TO, fromCaseId: {{one}} }]"""
        );
        await world.RunAsync(
            "linkCaseContacts",
            $$"""{caseId: {{primary}}, contacts: [{contactId: "@contact", role: ALTERNATE}] }"""
        );
        await world.RunAsync("unlinkCaseContacts", $$"""{caseId: {{primary}}, contactIds: ["@otherContact"] }""");
        await world.RunAsync("unlinkCaseBugs", $$"""{caseId: {{primary}}, bugIds: ["@bug"] }""");
        await world.RunAsync("updateCase", $$"""{id: {{primary}}, status: PENDING_INPUT}""");
        var before = world.Contacts(await world.CaseAsync(primary));

        var listed = reverts
            ? (await world.RevertAsync(merge)).Skipped
            : [.. (await world.UnmergeAsync(one)).Object("kept").EnumerateArray()];

        Assert.Equal(
            reverts ? "bugs contacts contacts status" : "BUGS CONTACTS CONTACTS STATUS",
            string.Join(' ', listed.Select(kept => kept.GetProperty("field").GetString()).Order(StringComparer.Ordinal))
        );
        Assert.Equal(before, world.Contacts(await world.CaseAsync(primary)));
        Assert.Equal("PENDING_INPUT", (await world.CaseAsync(primary)).GetProperty("status").GetString());
        Assert.Equal("nothing", world.NameOf((await world.CaseAsync(primary)).GetProperty("assignedTo")));
    }

    [Fact]
    public async Task A_contact_that_came_beside_a_primary_one_goes_even_if_that_one_has_gone_since()
    {
        var primary = await world.NewAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");
        var one = await world.NewAsync("""contacts: [{contactId: "@otherContact", role: PRIMARY}]""");
        await world.MergeAsync(primary, [one]);
        await world.RunAsync("unlinkCaseContacts", $$"""{caseId: {{primary}}, contactIds: ["@contact"] }""");

        var payload = await world.UnmergeAsync(one);

        Assert.Empty(world.Contacts(payload.Object("survivor")));
        Assert.Equal(["@otherContact PRIMARY"], world.Contacts(payload.Object("case")));
    }

    [Fact]
    public async Task A_contact_that_another_merged_case_brought_too_stays()
    {
        var primary = await world.NewAsync();
        var one = await world.NewAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");
        var two = await world.NewAsync("""contacts: [{contactId: "@contact", role: ALTERNATE}], bugIds: ["@bug"]""");
        await world.MergeAsync(primary, [one]);
        await world.MergeAsync(primary, [two]);

        var first = await world.UnmergeAsync(one);
        var second = await world.UnmergeAsync(two);

        Assert.Equal(["@contact ALTERNATE"], world.Contacts(first.Object("survivor")));
        Assert.Empty(world.Contacts(second.Object("survivor")));
        Assert.Equal(["@contact PRIMARY"], world.Contacts(first.Object("case")));
    }

    [Fact]
    public async Task Merges_of_merges_resolve_to_the_last_and_are_undone_in_any_order()
    {
        var (a, b, c) = (await world.NewAsync(), await world.NewAsync(), await world.NewAsync());
        foreach (var number in new[] { a, b, c })
            await world.SayAsync(number, $"From {number}");
        var before = (await world.StateAsync(a), await world.StateAsync(b), await world.StateAsync(c));
        await world.MergeAsync(b, [a]);
        await world.MergeAsync(c, [b]);

        Assert.Equal(c, await IntoAsync(a));
        Assert.Equal([$"From {a}", $"From {b}", $"From {c}"], MergeWorld.Texts(await world.CaseAsync(c)));
        Assert.Equal(
            $"MERGED 4: MERGED_INTO {MergeWorld.Id(b)}>{MergeWorld.Id(c)}",
            (await world.LastChangeAsync(a)).Line
        );

        // The one in between goes, with what was merged into it.
        await world.UnmergeAsync(b);
        Assert.Equal(b, await IntoAsync(a));
        Assert.Equal([$"From {a}", $"From {b}"], MergeWorld.Texts(await world.CaseAsync(b)));
        Assert.Equal(before.Item3, await world.StateAsync(c));

        // The first goes while the one in between stays.
        await world.MergeAsync(c, [b]);
        await world.UnmergeAsync(a);
        Assert.Equal(before.Item1, await world.StateAsync(a));
        Assert.Equal([$"From {b}", $"From {c}"], MergeWorld.Texts(await world.CaseAsync(c)));
        await world.UnmergeAsync(b);
        Assert.Equal((before.Item2, before.Item3), (await world.StateAsync(b), await world.StateAsync(c)));
    }

    [Fact]
    public async Task Only_a_merged_case_whose_survivor_is_in_use_is_brought_back()
    {
        var (primary, one, deleted) = (await world.NewAsync(), await world.NewAsync(), await world.NewAsync());
        await world.MergeAsync(primary, [one]);
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{primary}}, {{deleted}}]} }""");

        Assert.Equal(["CaseDeletedError"], (await world.UnmergeAsync(one)).Errors);
        Assert.Equal(["CaseNotMergedError"], (await world.UnmergeAsync(deleted)).Errors);
        Assert.Equal(["CaseNotFoundError"], (await world.UnmergeAsync(999_999)).Errors);
        Assert.Equal(
            ["input.caseId INVALID_ID"],
            (await world.RunAsync("unmergeCase", """{caseId: "no id"}""")).Errors
        );
    }

    private async Task<long> IntoAsync(long number) =>
        (await world.CaseAsync(number)).GetProperty("mergedInto").GetProperty("number").GetInt64();

    private static DateTime Response(JsonElement @case) => @case.GetProperty("firstResponseAt").GetDateTime();
}
