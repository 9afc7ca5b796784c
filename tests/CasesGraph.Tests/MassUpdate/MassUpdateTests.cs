using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.MassUpdate;

/// <summary>massUpdateCases from the outside, as far as it is one transaction.</summary>
public sealed class MassUpdateTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Full = """
        status: PENDING_INPUT, priority: LOW, type: USER, resolution: "r", accountId: "@account",
        assignedToId: "@user", openedById: "@contact",
        contacts: [{contactId: "@contact", role: PRIMARY}], bugIds: ["@bug"]
        """;

    private static readonly (string Field, string Type)[] Patchable =
    [
        ("status", "CaseStatus"),
        ("priority", "CasePriority"),
        ("type", "CaseType"),
        ("resolution", "String"),
        ("accountId", "ID"),
        ("assignedToId", "ID"),
        ("openedById", "ID"),
        ("addContacts", "[CaseContactInput!]"),
        ("removeContactIds", "[ID!]"),
        ("addBugIds", "[ID!]"),
        ("removeBugIds", "[ID!]"),
    ];

    private static readonly string[] Counted = ["matched", "changed", "unchanged", "rejectedCount"];

    [Fact]
    public async Task Fields_and_links_of_all_cases_change_in_one_change_set()
    {
        var first = await NewAsync(Full);
        var second = await NewAsync();

        var payload = await UpdateAsync(
            [first, second],
            """
            priority: HIGH, type: null, resolution: "Fixed", assignedToId: "@otherUser",
            addContacts: [{contactId: "@otherContact", role: ALTERNATE}, {contactId: "@contact", role: OTHER}],
            addBugIds: ["@otherBug"], removeBugIds: ["@bug"]
            """
        );

        Assert.Equal("2 2 0 0", Counts(payload));
        foreach (var (number, status) in new[] { (first, "PENDING_INPUT"), (second, "ASSIGNED") })
        {
            var now = await CaseAsync(number);
            Assert.Equal(
                $"HIGH null Fixed {status} otherUser 2",
                $"{now.GetProperty("priority")} {Text(now.GetProperty("type"))} {now.GetProperty("resolution")} {now.GetProperty("status")} {world.NameOf(now.GetProperty("assignedTo"))} {now.GetProperty("version")}"
            );
            Assert.Equal(["contact OTHER", "otherContact ALTERNATE"], [.. Contacts(now).Order(StringComparer.Ordinal)]);
            Assert.Equal(["otherBug"], [.. Nodes(now, "bugs").Select(world.NameOf)]);
        }
        var changes = await world.ReadAsync(
            $$"""{ node(id: "{{payload.Object("changeSet").GetProperty("id")}}") { ... on ChangeSet { action changes { nodes { kind caseNumber version fields { field beforeText afterText } } } } } }"""
        );
        Assert.Equal("MASS_UPDATE", changes.GetProperty("node").GetProperty("action").GetString());
        var logged = Nodes(changes.GetProperty("node"), "changes").ToList();
        Assert.Equal([first, second], logged.Select(change => change.GetProperty("caseNumber").GetInt64()));
        Assert.Equal(
            [
                "PRIORITY Low High",
                "TYPE User null",
                "RESOLUTION r Fixed",
                "ASSIGNED_TO Maya Reed Noa Lind",
                "CONTACTS Ana Sousa Ana Sousa",
                "CONTACTS null Ana Sousa",
                "BUGS Crash null",
                "BUGS null Crash",
            ],
            [.. logged[0].GetProperty("fields").EnumerateArray().Select(Line)]
        );
    }

    [Fact]
    public async Task A_case_that_has_all_of_the_values_is_left_as_it_is()
    {
        var same = await NewAsync(Full);
        var before = await CaseAsync(same);
        var other = await NewAsync();

        var payload = await UpdateAsync(
            [same, other],
            """accountId: "@account", addContacts: [{contactId: "@contact", role: PRIMARY}], removeBugIds: ["@otherBug"]"""
        );
        var nothing = await UpdateAsync([same], "");

        Assert.Equal("2 1 1 0", Counts(payload));
        Assert.Equal("1 0 1 0", Counts(nothing));
        Assert.False(nothing.HasChangeSet);
        Assert.Equal(before.GetRawText(), (await CaseAsync(same)).GetRawText());
    }

    [Theory]
    [InlineData("REJECT_EVERYTHING", "3 0 0 3")]
    [InlineData("REJECT_FAILED_ROWS", "3 1 0 3")]
    public async Task Cases_that_cannot_be_written_are_told_each_with_the_reason(string policy, string counts)
    {
        var good = await NewAsync();
        var deleted = await NewAsync();
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{deleted}}] } }""");
        var withPrimary = await NewAsync("""contacts: [{contactId: "@otherContact", role: PRIMARY}]""");
        var input =
            $$"""select: {ids: [{{good}}, {{deleted}}, {{withPrimary}}, 999999]}, errorPolicy: {{policy}}, set: {addContacts: [{contactId: "@contact", role: PRIMARY}]}""";

        var dry = await world.RunAsync("massUpdateCases", $"{{{input}, dryRun: true}}");
        var sets = await world.Server.Database.CountChangeSetsAsync();
        var payload = await world.RunAsync("massUpdateCases", $"{{{input}}}");

        Assert.Equal(counts, Counts(payload));
        Assert.Equal(
            ["CONFLICT True", "SECOND_PRIMARY True", "INVALID_ID False"],
            [
                .. payload
                    .Object("rejected")
                    .EnumerateArray()
                    .Select(one =>
                        $"{one.GetProperty("code").GetString()} {one.GetProperty("case").ValueKind is JsonValueKind.Object}"
                    ),
            ]
        );
        foreach (var part in new[] { "matched", "changed", "unchanged", "sample", "rejected", "rejectedCount" })
            Assert.Equal(dry.Object(part).GetRawText(), payload.Object(part).GetRawText());
        Assert.False(dry.HasChangeSet);
        var written = policy is "REJECT_FAILED_ROWS";
        Assert.Equal(written, payload.HasChangeSet);
        Assert.Equal(sets + (written ? 1 : 0), await world.Server.Database.CountChangeSetsAsync());
        Assert.Equal(written ? 2 : 1, (await CaseAsync(good)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Who_becomes_the_primary_contact_takes_the_place_of_one_who_leaves_it()
    {
        var number = await NewAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");

        var swapped = await UpdateAsync(
            [number],
            """addContacts: [{contactId: "@otherContact", role: PRIMARY}, {contactId: "@contact", role: ALTERNATE}]"""
        );
        Assert.Equal("1 1 0 0", Counts(swapped));
        Assert.Equal(
            ["contact ALTERNATE", "otherContact PRIMARY"],
            [.. Contacts(await CaseAsync(number)).Order(StringComparer.Ordinal)]
        );
        await UpdateAsync(
            [number],
            """addContacts: [{contactId: "@contact", role: PRIMARY}], removeContactIds: ["@otherContact"]"""
        );
        Assert.Equal(["contact PRIMARY"], [.. Contacts(await CaseAsync(number))]);
    }

    [Fact]
    public async Task A_contact_added_to_many_without_a_role_is_OTHER_when_new_and_keeps_its_role_when_there()
    {
        var linked = await NewAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");
        var without = await NewAsync();

        var payload = await UpdateAsync([linked, without], """addContacts: [{contactId: "@contact"}]""");

        Assert.Equal("2 1 1 0", Counts(payload));
        Assert.Equal(["contact PRIMARY"], [.. Contacts(await CaseAsync(linked))]);
        Assert.Equal(["contact OTHER"], [.. Contacts(await CaseAsync(without))]);

        await UpdateAsync(
            [linked, without],
            """addContacts: [{contactId: "@contact", role: null}, {contactId: "@otherContact"}]"""
        );
        Assert.Equal(["contact PRIMARY", "otherContact OTHER"], Sorted(await CaseAsync(linked)));
        Assert.Equal(["contact OTHER", "otherContact OTHER"], Sorted(await CaseAsync(without)));

        string[] Sorted(JsonElement @case) => [.. Contacts(@case).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_condition_finds_the_cases_in_use_by_the_filter_and_search_of_the_list()
    {
        await NewAsync("""subject: "Zanzibar one", priority: HIGH""");
        await NewAsync("""subject: "Zanzibar two", priority: LOW""");
        await world.RunAsync(
            "deleteCases",
            $$"""{select: {ids: [{{await NewAsync("""subject: "Zanzibar three", priority: HIGH""")}}] } }"""
        );

        var payload = await world.RunAsync(
            "massUpdateCases",
            """{select: {matching: {where: {priority: {eq: HIGH}}, search: "zanzibar"}}, set: {type: USER}, expectedCount: 1}"""
        );

        Assert.Equal("1 1 0 0", Counts(payload));
    }

    [Theory]
    [InlineData("""select: {matching: {}}, set: {priority: LOW}""", "EmptySelectionError")]
    [InlineData("""select: {ids: [1, 2]}, maxCount: 1, set: {priority: LOW}""", "SelectionSizeError")]
    [InlineData("""select: {ids: [1, 2]}, expectedCount: 3, set: {priority: LOW}""", "SelectionSizeError")]
    [InlineData(
        """select: {ids: ["@account"]}, set: {priority: null, status: null, accountId: "@contact"}""",
        "input.select.ids.0 INVALID_ID",
        "input.set.accountId INVALID_ID",
        "input.set.status REQUIRED",
        "input.set.priority REQUIRED"
    )]
    [InlineData(
        """select: {ids: [1]}, set: {accountId: "@deletedAccount", assignedToId: "@inactiveUser", addBugIds: ["@bug", "@unknownBug"]}""",
        "input.set.assignedToId INACTIVE",
        "input.set.accountId RelatedObjectNotFoundError",
        "input.set.addBugIds.1 RelatedObjectNotFoundError"
    )]
    [InlineData(
        """
            select: {ids: [1]}, set: {removeContactIds: ["@contact"], addContacts: [
              {contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact", role: PRIMARY}, {contactId: "@deletedContact"}]}
            """,
        "input.set.addContacts.1.role SECOND_PRIMARY",
        "input.set.removeContactIds.0 CONFLICT",
        "input.set.addContacts.2.contactId RelatedObjectNotFoundError"
    )]
    public async Task All_mistakes_are_told_at_once_and_nothing_is_written(string input, params string[] errors)
    {
        await NewAsync();
        await NewAsync();
        var sets = await world.Server.Database.CountChangeSetsAsync();

        var payload = await world.RunAsync("massUpdateCases", $"{{{input}}}");

        Assert.Equal(errors, payload.Errors);
        Assert.Equal(sets, await world.Server.Database.CountChangeSetsAsync());
    }

    /// <summary>Invariant j.</summary>
    [Fact]
    public async Task A_declared_but_unset_variable_never_clears_anything()
    {
        var number = await NewAsync(Full);
        var before = await CaseAsync(number);
        var declared = string.Join(", ", Patchable.Select(field => $"${field.Field}: {field.Type}"));
        var given = string.Join(", ", Patchable.Select(field => $"{field.Field}: ${field.Field}"));

        var answer = await world.Server.QueryAsync(
            $$"""
            mutation({{declared}}) {
              massUpdateCases(input: {select: {ids: [{{number}}]}, set: { {{given}} } }) { unchanged changeSet { id } errors { __typename } }
            }
            """
        );

        Assert.Equal(
            """{"unchanged":1,"changeSet":null,"errors":null}""",
            answer.GetProperty("data").GetProperty("massUpdateCases").GetRawText()
        );
        Assert.Equal(before.GetRawText(), (await CaseAsync(number)).GetRawText());
    }

    [Fact]
    public async Task A_subscriber_gets_the_change_of_every_case()
    {
        long[] numbers = [await NewAsync(), await NewAsync(), await NewAsync()];
        using var events = await GraphEvents.OpenAsync(
            world.Server.Client,
            $$"""subscription { onCaseChanged(where: {action: {eq: MASS_UPDATE}, caseNumber: {gte: {{numbers[0]}} } }) { caseNumber kind version fields { field before after } } }"""
        );

        await UpdateAsync(numbers, "priority: HIGH");

        foreach (var number in numbers)
        {
            Assert.Equal(
                $$"""{"caseNumber":{{number}},"kind":"UPDATED","version":2,"fields":[{"field":"PRIORITY","before":"MEDIUM","after":"HIGH"}]}""",
                (await events.ReadAsync())!.Value.GetRawText()
            );
        }
    }

    private async Task<long> NewAsync(string fields = "") =>
        (
            await world.RunAsync(
                "createCase",
                fields.Contains("subject:", StringComparison.Ordinal)
                    ? $"{{{fields}}}"
                    : $"{{subject: \"Any\", {fields}}}"
            )
        )
            .Object("case")
            .GetProperty("number")
            .GetInt64();

    private Task<Payload> UpdateAsync(long[] numbers, string set) =>
        world.RunAsync("massUpdateCases", $$"""{select: {ids: [{{string.Join(", ", numbers)}}]}, set: { {{set}} } }""");

    private async Task<JsonElement> CaseAsync(long number) =>
        (await world.ReadAsync($$"""{ caseById(id: {{number}}) { {{Mutating.CaseFields}} } }""")).GetProperty(
            "caseById"
        );

    private IEnumerable<string> Contacts(JsonElement @case) =>
        @case
            .GetProperty("contacts")
            .GetProperty("edges")
            .EnumerateArray()
            .Select(edge => $"{world.NameOf(edge.GetProperty("node"))} {edge.GetProperty("role").GetString()}");

    private static JsonElement.ArrayEnumerator Nodes(JsonElement of, string connection) =>
        of.GetProperty(connection).GetProperty("nodes").EnumerateArray();

    private static string Counts(Payload payload) =>
        string.Join(' ', Counted.Select(name => payload.Object(name).GetInt32()));

    private static string Line(JsonElement field) =>
        $"{field.GetProperty("field").GetString()} {Text(field.GetProperty("beforeText"))} {Text(field.GetProperty("afterText"))}";

    private static string Text(JsonElement value) => value.GetString() ?? "null";
}
