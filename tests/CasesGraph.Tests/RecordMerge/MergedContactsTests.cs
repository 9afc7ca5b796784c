using System.Text.Json;
using CasesGraph.Tests.ChangeLog.Records;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Redaction;

namespace CasesGraph.Tests.RecordMerge;

/// <summary>Several contacts are made one, and several again.</summary>
public sealed class MergedContactsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task Links_openings_and_messages_go_to_the_survivor_until_that_is_undone()
    {
        var (one, other) = (await NewAsync("One"), await NewAsync("Other"));
        var both = await CaseAsync(
            $$"""openedById: "{{other}}", contacts: [{contactId: "{{one}}", role: OTHER}, {contactId: "{{other}}", role: PRIMARY}]"""
        );
        var alone = await CaseAsync($$"""contacts: [{contactId: "{{other}}", role: ALTERNATE}]""");
        var stronger = await CaseAsync(
            $$"""contacts: [{contactId: "{{one}}", role: ALTERNATE}, {contactId: "{{other}}", role: OTHER}]"""
        );
        await world.RunAsync("addCaseUpdate", $$"""{caseId: "{{alone}}", text: "Mine", fromContactId: "{{other}}"}""");
        await world.RunAsync("deleteCases", $$"""{select: {ids: ["{{stronger}}"]} }""");
        string[] cases = [both, alone, stronger];
        var before = await StatesAsync(cases, one, other);
        Assert.Equal(
            ["other: one OTHER, other PRIMARY: ", ": other ALTERNATE: other", ": one ALTERNATE, other OTHER: "],
            before
        );

        var look = await MergeAsync(one, [other], "dryRun: true");
        Assert.Equal(before, await StatesAsync(cases, one, other));
        var done = await MergeAsync(one, [other]);
        Assert.Equal(look.Object("moved").GetRawText(), done.Object("moved").GetRawText());
        Assert.Equal(["openedBy 1", "contacts 3", "updates 1"], Moved(done));
        Assert.Equal(
            ["one: one PRIMARY: ", ": one ALTERNATE: one", ": one ALTERNATE: "],
            await StatesAsync(cases, one, other)
        );
        Assert.Equal(
            ["ContactMergedError"],
            (await world.RunAsync("updateContact", $$"""{id: "{{other}}", title: "D"}""")).Errors
        );

        Assert.Equal(0, (await UndoAsync(done, "dryRun: true")).Object("skippedCount").GetInt32());
        var undone = await UndoAsync(done);
        Assert.Equal(0, undone.Object("skippedCount").GetInt32());
        Assert.Equal(before, await StatesAsync(cases, one, other));
        Assert.Equal(0, (await UndoAsync(undone)).Object("skippedCount").GetInt32());
        Assert.Equal(
            ["one: one PRIMARY: ", ": one ALTERNATE: one", ": one ALTERNATE: "],
            await StatesAsync(cases, one, other)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_primary_contact_goes_over_whichever_was_there_first(bool earlier)
    {
        string[] ids = [await NewAsync("One"), await NewAsync("Other")];
        var (one, other) = earlier ? (ids[0], ids[1]) : (ids[1], ids[0]);
        var of = await CaseAsync(
            $$"""contacts: [{contactId: "{{one}}", role: OTHER}, {contactId: "{{other}}", role: PRIMARY}]"""
        );

        await MergeAsync(one, [other]);

        Assert.Equal([": one PRIMARY: "], await StatesAsync([of], one, other));
    }

    [Fact]
    public async Task Erasing_a_survivor_reaches_what_those_merged_into_it_wrote_and_their_names()
    {
        var (one, other) = (await NewAsync("staystrace"), await NewAsync("leavestrace"));
        var of = await CaseAsync($$"""contacts: [{contactId: "{{other}}"}]""");
        await world.RunAsync("addCaseUpdate", $$"""{caseId: "{{of}}", text: "Mine", fromContactId: "{{other}}"}""");
        await MergeAsync(one, [other]);

        Assert.Equal(["ContactMergedError"], (await EraseAsync(other)).Errors);
        var erased = await EraseAsync(one);

        Assert.Equal((1, 1), (erased.Object("caseCount").GetInt32(), erased.Object("messageCount").GetInt32()));
        var left = await world.ReadAsync($$"""{ caseById(id: "{{of}}") { updates { nodes { text } } } }""");
        Assert.Equal(
            "████",
            left.GetProperty("caseById").GetProperty("updates").GetProperty("nodes")[0].GetProperty("text").GetString()
        );
        await AssertGoneAsync("staystrace", "leavestrace");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_merge_was_undone_neither_log_has_anything_of_the_erased_one(bool survivor)
    {
        var word = survivor ? "first" : "second";
        var (one, other) = (await NewAsync("Stays"), await NewAsync($"{word}leaves"));
        await world.RunAsync("updateContact", $$"""{id: "{{other}}", title: "{{word}}title"}""");
        await world.RunAsync("updateContact", $$"""{id: "{{one}}", title: "Own", lastName: "{{word}}stays"}""");
        var done = await MergeAsync(one, [other], $$"""choices: [{field: "title", fromContactId: "{{other}}"}]""");
        await UndoAsync(done);

        await EraseAsync(survivor ? one : other);

        await AssertGoneAsync(survivor ? [$"{word}stays"] : [$"{word}leaves", $"{word}title"]);
        var kept = await world.ReadAsync($$"""{ contactById(id: "{{one}}") { title } }""");
        Assert.Equal(survivor ? null : "Own", kept.GetProperty("contactById").GetProperty("title").GetString());
        await using var db = world.Server.Database.CreateDb();
        await EntityReplay.AssertAsync(db);
    }

    private Task<Payload> EraseAsync(string id) =>
        world.RunAsync("eraseContacts", $$"""{ids: ["{{id}}"], reason: "Wish", messages: REDACT}""");

    private async Task AssertGoneAsync(params string[] words)
    {
        foreach (var word in words)
            Assert.Equal([], await Traces.RowsAsync(world.Server.Database, word));
    }

    private Task<string> NewAsync(string name) => IdAsync("createContact", "contact", $"lastName: \"{name}\"");

    private Task<string> CaseAsync(string fields) => IdAsync("createCase", "case", $"subject: \"Any\", {fields}");

    private async Task<string> IdAsync(string mutation, string kind, string input) =>
        (await world.RunAsync(mutation, $"{{{input}}}")).Object(kind).GetProperty("id").GetString()!;

    private Task<Payload> MergeAsync(string primary, string[] duplicates, string more = "") =>
        world.RunAsync(
            "mergeContacts",
            $$"""{primaryId: "{{primary}}", duplicateIds: ["{{string.Join("\", \"", duplicates)}}"], acrossAccounts: true, {{more}} }"""
        );

    private Task<Payload> UndoAsync(Payload done, string more = "") =>
        world.RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: "{{done.Object("changeSet").GetProperty("id")}}", {{more}} }"""
        );

    private static List<string> Moved(Payload merge) =>
        [
            .. merge
                .Object("moved")
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("field")} {one.GetProperty("count")}"),
        ];

    /// <summary>Of each case who opened it, who is linked with it, and who wrote.</summary>
    private async Task<List<string>> StatesAsync(string[] cases, string one, string other)
    {
        var found = await world.ReadAsync(
            $$"""
            { nodes(ids: ["{{string.Join("\", \"", cases)}}"]) { ... on Case {
                openedBy { id } contacts { edges { role node { id } } } updates { nodes { author { ... on Contact { id } } } } } } }
            """
        );
        return [.. found.GetProperty("nodes").EnumerateArray().Select(State)];

        string State(JsonElement of)
        {
            var links = of.GetProperty("contacts").GetProperty("edges").EnumerateArray();
            var messages = of.GetProperty("updates").GetProperty("nodes").EnumerateArray();
            return $"{Name(of.GetProperty("openedBy"))}: {string.Join(", ", links.Select(link => $"{Name(link.GetProperty("node"))} {link.GetProperty("role")}").Order(StringComparer.Ordinal))}: {string.Join(", ", messages.Select(message => Name(message.GetProperty("author"))))}";
        }

        string Name(JsonElement contact) =>
            contact.ValueKind is JsonValueKind.Null ? ""
            : contact.GetProperty("id").ValueEquals(one) ? "one"
            : contact.GetProperty("id").ValueEquals(other) ? "other"
            : "somebody";
    }
}
