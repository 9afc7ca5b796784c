using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.RecordMerge;

/// <summary>Several accounts are made one, and several again.</summary>
public sealed class MergedAccountsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task What_referred_to_a_merged_account_refers_to_its_survivor_until_that_is_undone()
    {
        var (one, other) = (await NewAsync("One"), await NewAsync("Other", "industry: \"Glass\""));
        var part = await NewAsync("Part", $"parentId: \"{other}\"");
        var contact = await IdAsync("createContact", "contact", $"lastName: \"Sousa\", accountId: \"{other}\"");
        var gone = await IdAsync("createContact", "contact", $"lastName: \"Gone\", accountId: \"{other}\"");
        await world.RunAsync("deleteContacts", $$"""{select: {ids: ["{{gone}}"]} }""");
        var cases = new List<string>();
        for (var at = 0; at < 3; at++)
            cases.Add(await IdAsync("createCase", "case", $"subject: \"{at}\", accountId: \"{other}\""));
        await world.RunAsync("deleteCases", $$"""{select: {ids: ["{{cases[1]}}"]} }""");
        await world.RunAsync("mergeCases", $$"""{primaryId: "{{cases[0]}}", duplicateIds: ["{{cases[2]}}"]}""");
        string[] moving = [part, contact, gone, .. cases];

        var look = await MergeAsync(one, [other], "dryRun: true");
        Assert.Equal(("CASE account 3, ACCOUNT parent 1, CONTACT account 2", false), (Moved(look), look.HasChangeSet));
        Assert.All(await AccountsAsync(moving), account => Assert.Equal(other, account));

        var done = await MergeAsync(one, [other], "reason: \"One company\"");
        Assert.Equal(Moved(look), Moved(done));
        Assert.Equal(look.Object("fields").GetRawText(), done.Object("fields").GetRawText());
        Assert.All(await AccountsAsync(moving), account => Assert.Equal(one, account));
        Assert.Equal($"{one} deleted", await StateAsync(other));
        var survivor = await world.ReadAsync(
            $$"""{ accountById(id: "{{one}}") { name industry mergedFrom { id } cases(includeDeleted: true) { totalCount } changes { nodes { kind } } } }"""
        );
        Assert.Equal(
            $$$"""{"name":"One","industry":null,"mergedFrom":[{"id":"{{{other}}}"}],"cases":{"totalCount":3},"changes":{"nodes":[{"kind":"CREATED"},{"kind":"MERGED"}]}}""",
            survivor.GetProperty("accountById").GetRawText()
        );

        var undoing = await UndoAsync(done, "dryRun: true");
        Assert.Equal((7, 0), (undoing.Object("reverted").GetInt32(), undoing.Object("skippedCount").GetInt32()));
        Assert.Equal($"{one} deleted", await StateAsync(other));
        var undone = await UndoAsync(done);
        Assert.Equal((7, 0), (undone.Object("reverted").GetInt32(), undone.Object("skippedCount").GetInt32()));
        Assert.All(await AccountsAsync(moving), account => Assert.Equal(other, account));
        Assert.Equal("null in use", await StateAsync(other));

        var again = await UndoAsync(undone);
        Assert.Equal((7, 0), (again.Object("reverted").GetInt32(), again.Object("skippedCount").GetInt32()));
        Assert.All(await AccountsAsync(moving), account => Assert.Equal(one, account));
        Assert.Equal($"{one} deleted", await StateAsync(other));
    }

    [Fact]
    public async Task A_choice_takes_a_value_and_an_id_in_another_system_and_undoing_gives_both_back()
    {
        var one = await NewAsync("First", "externalReference: \"first\", website: \"one.pt\"");
        var other = await NewAsync("Second", "externalReference: \"second\", industry: \"Glass\"");
        var third = await NewAsync("Third", "industry: \"Wood\"");
        const string values = "name industry website externalReference";

        var done = await MergeAsync(
            one,
            [other, third],
            $$"""
            choices: [
              {field: "externalReference", fromAccountId: "{{other}}"}, {field: "industry", fromAccountId: "{{third}}"},
              {field: "website", fromAccountId: "{{one}}"}
            ]
            """
        );
        Assert.Equal(
            "externalReference second, industry third, name one, website one",
            string.Join(
                ", ",
                done.Object("fields")
                    .EnumerateArray()
                    .Select(field =>
                        $"{field.GetProperty("field")} {(field.GetProperty("takenFrom").ValueEquals(one) ? "one" : field.GetProperty("takenFrom").ValueEquals(other) ? "second" : "third")}"
                    )
                    .Order(StringComparer.Ordinal)
            )
        );
        Assert.Equal("First Wood one.pt second", await ValuesAsync(one, values));
        Assert.Equal("Second Glass  ", await ValuesAsync(other, values));

        Assert.Equal(0, (await UndoAsync(done, "dryRun: true")).Object("skippedCount").GetInt32());
        Assert.Equal(0, (await UndoAsync(done)).Object("skippedCount").GetInt32());
        Assert.Equal("First  one.pt first", await ValuesAsync(one, values));
        Assert.Equal("Second Glass  second", await ValuesAsync(other, values));
        Assert.Equal("null in use", await StateAsync(third));
    }

    [Fact]
    public async Task A_merged_account_names_its_survivor_and_only_undoing_brings_it_back()
    {
        var (one, other, last) = (
            await NewAsync("A"),
            await NewAsync("B", "externalReference: \"held\""),
            await NewAsync("C")
        );
        var first = await MergeAsync(one, [other]);
        var second = await MergeAsync(last, [one]);

        Assert.Equal($"{last} deleted", await StateAsync(other));
        Assert.Equal(
            ["AccountMergedError"],
            (await world.RunAsync("updateAccount", $$"""{id: "{{other}}", name: "D"}""")).Errors
        );
        Assert.Equal(["AccountMergedError"], (await MergeAsync(last, [other])).Errors);
        Assert.Equal(["AccountMergedError"], (await MergeAsync(other, [last])).Errors);
        var restored = await world.RunAsync("restoreAccounts", $$"""{select: {ids: ["{{other}}"]} }""");
        Assert.Equal(0, restored.Object("restored").GetInt32());
        Assert.Contains(
            last,
            restored.Object("rejected")[0].GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["input.accountId RelatedObjectNotFoundError"],
            (await world.RunAsync("createCase", $$"""{subject: "A", accountId: "{{other}}"}""")).Errors
        );
        Assert.Equal(
            ["input.externalReference NOT_UNIQUE"],
            (await world.RunAsync("createAccount", """{name: "E", externalReference: "held"}""")).Errors
        );

        // What was merged first went on with the other.
        Assert.Equal(["NothingToRevertError"], (await UndoAsync(first)).Errors);
        await UndoAsync(second);
        Assert.Equal($"{one} deleted", await StateAsync(other));
        await UndoAsync(first);
        Assert.Equal("null in use", await StateAsync(other));
    }

    [Fact]
    public async Task A_survivor_is_no_part_of_itself()
    {
        var top = await NewAsync("Top");
        var middle = await NewAsync("Middle", $"parentId: \"{top}\"");
        var low = await NewAsync("Low", $"parentId: \"{middle}\"");
        var deep = await NewAsync("Deep", $"parentId: \"{low}\"");

        Assert.Equal(["input.primaryId CONFLICT"], (await MergeAsync(deep, [middle])).Errors);
        var done = await MergeAsync(low, [middle]);
        Assert.Equal([top, low], await AccountsAsync([low, deep]));
        await UndoAsync(done);
        Assert.Equal([middle, low], await AccountsAsync([low, deep]));
        Assert.Empty((await MergeAsync(top, [middle])).Errors);
        Assert.Equal([top], await AccountsAsync([low]));
    }

    [Theory]
    [InlineData("primaryId: \"@account\", duplicateIds: []", "input.duplicateIds TOO_SHORT")]
    [InlineData("primaryId: \"@account\", duplicateIds: [\"@account\"]", "input.duplicateIds.0 CONFLICT")]
    [InlineData("primaryId: \"@account\", duplicateIds: [\"@unknownAccount\"]", "AccountNotFoundError")]
    [InlineData("primaryId: \"@deletedAccount\", duplicateIds: [\"@account\"]", "AccountDeletedError")]
    [InlineData(
        Two + ", choices: [{field: \"createdAt\", fromAccountId: \"@account\"}]",
        "input.choices.0.field INVALID_VALUE"
    )]
    [InlineData(
        Two + ", choices: [{field: \"name\", fromAccountId: \"@unknownAccount\"}]",
        "input.choices.0.fromAccountId INVALID_VALUE"
    )]
    [InlineData(Two + ", expectedVersions: [{id: \"@otherAccount\", version: 7}]", "AccountVersionConflictError")]
    [InlineData(
        Two + ", expectedVersions: [{id: \"@unknownAccount\", version: 1}]",
        "input.expectedVersions.0.id INVALID_VALUE"
    )]
    [InlineData(Two + ", reason: \"\\u0000\"", "input.reason INVALID_CHARACTER")]
    public async Task What_cannot_be_merged_is_refused_and_nothing_is_written(string input, string mistake)
    {
        var refused = await world.RunAsync("mergeAccounts", $"{{{input}}}");

        Assert.Equal([mistake], refused.Errors);
        Assert.False(refused.HasChangeSet);
        Assert.Equal("null in use", await StateAsync(world["account"]));
    }

    private const string Two = "primaryId: \"@account\", duplicateIds: [\"@otherAccount\"]";

    private Task<string> NewAsync(string name, string fields = "") =>
        IdAsync("createAccount", "account", $"name: \"{name}\", {fields}");

    private async Task<string> IdAsync(string mutation, string kind, string input) =>
        (await world.RunAsync(mutation, $"{{{input}}}")).Object(kind).GetProperty("id").GetString()!;

    private Task<Payload> MergeAsync(string primary, string[] duplicates, string more = "") =>
        world.RunAsync(
            "mergeAccounts",
            $$"""{primaryId: "{{primary}}", duplicateIds: ["{{string.Join("\", \"", duplicates)}}"], acrossAccounts: true, {{more}} }"""
        );

    private Task<Payload> UndoAsync(Payload done, string more = "") =>
        world.RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: "{{done.Object("changeSet").GetProperty("id")}}", {{more}} }"""
        );

    private static string Moved(Payload merge) =>
        string.Join(
            ", ",
            merge
                .Object("moved")
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("recordType")} {one.GetProperty("field")} {one.GetProperty("count")}")
        );

    /// <summary>What records are parts of.</summary>
    private async Task<List<string>> AccountsAsync(IReadOnlyCollection<string> ids)
    {
        var found = await world.ReadAsync(
            $$"""
            { nodes(ids: ["{{string.Join("\", \"", ids)}}"]) {
                ... on Case { of: account { id } } ... on Contact { of: account { id } } ... on Account { of: parent { id } } } }
            """
        );
        return
        [
            .. found
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("of").GetProperty("id").GetString()!),
        ];
    }

    private async Task<string> StateAsync(string account)
    {
        var one = await AccountAsync(account, "mergedInto { id } deletedAt");
        var into = one.GetProperty("mergedInto") is { ValueKind: JsonValueKind.Object } other
            ? other.GetProperty("id").GetString()
            : "null";
        return $"{into} {(one.GetProperty("deletedAt").ValueKind is JsonValueKind.Null ? "in use" : "deleted")}";
    }

    private async Task<string> ValuesAsync(string account, string fields)
    {
        var one = await AccountAsync(account, fields);
        return string.Join(' ', one.EnumerateObject().Select(field => field.Value.ToString()));
    }

    private async Task<JsonElement> AccountAsync(string id, string fields) =>
        (await world.ReadAsync($$"""{ accountById(id: "{{id}}") { {{fields}} } }""")).GetProperty("accountById");
}
