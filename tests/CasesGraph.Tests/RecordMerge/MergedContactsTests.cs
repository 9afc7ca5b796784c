using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

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
        Assert.Equal(["other: one OTHER, other PRIMARY: ", ": other ALTERNATE: other", ": one ALTERNATE, other OTHER: "], before);

        var look = await MergeAsync(one, [other], "dryRun: true");
        Assert.Equal(before, await StatesAsync(cases, one, other));
        var done = await MergeAsync(one, [other]);
        Assert.Equal(look.Object("moved").GetRawText(), done.Object("moved").GetRawText());
        Assert.Equal(["openedBy 1", "contacts 3", "updates 1"], Moved(done));
        Assert.Equal(["one: one PRIMARY: ", ": one ALTERNATE: one", ": one ALTERNATE: "], await StatesAsync(cases, one, other));
        Assert.Equal(["ContactMergedError"], (await world.RunAsync("updateContact", $$"""{id: "{{other}}", title: "D"}""")).Errors);

        Assert.Equal(0, (await UndoAsync(done, "dryRun: true")).Object("skippedCount").GetInt32());
        var undone = await UndoAsync(done);
        Assert.Equal(0, undone.Object("skippedCount").GetInt32());
        Assert.Equal(before, await StatesAsync(cases, one, other));
        Assert.Equal(0, (await UndoAsync(undone)).Object("skippedCount").GetInt32());
        Assert.Equal(["one: one PRIMARY: ", ": one ALTERNATE: one", ": one ALTERNATE: "], await StatesAsync(cases, one, other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Erasing_a_merged_contact_or_its_survivor_reaches_what_it_wrote(bool survivor)
    {
        var (one, other) = (await NewAsync("Stays"), await NewAsync("Leaves"));
        var of = await CaseAsync($$"""contacts: [{contactId: "{{other}}"}]""");
        await world.RunAsync("addCaseUpdate", $$"""{caseId: "{{of}}", text: "Mine", fromContactId: "{{other}}"}""");
        await MergeAsync(one, [other]);

        var erased = await world.RunAsync(
            "eraseContacts",
            $$"""{ids: ["{{(survivor ? one : other)}}"], reason: "Wish", messages: REDACT}"""
        );
        Assert.Equal((1, 1), (erased.Object("caseCount").GetInt32(), erased.Object("messageCount").GetInt32()));
        var left = await world.ReadAsync(
            $$"""{ caseById(id: "{{of}}") { updates { nodes { text } } } contactById(id: "{{other}}") { lastName } }"""
        );
        Assert.Equal("████", left.GetProperty("caseById").GetProperty("updates").GetProperty("nodes")[0].GetProperty("text").GetString());
        Assert.StartsWith("Erased", left.GetProperty("contactById").GetProperty("lastName").GetString(), StringComparison.Ordinal);
    }

    private Task<string> NewAsync(string name) => IdAsync("createContact", "contact", $"lastName: \"{name}\"");

    private Task<string> CaseAsync(string fields) => IdAsync("createCase", "case", $"subject: \"Any\", {fields}");

    private async Task<string> IdAsync(string mutation, string kind, string input) =>
        (await world.RunAsync(mutation, $"{{{input}}}")).Object(kind).GetProperty("id").GetString()!;

    private Task<Payload> MergeAsync(string primary, string[] duplicates, string more = "") =>
        world.RunAsync(
            "mergeContacts",
            $$"""{primaryId: "{{primary}}", duplicateIds: ["{{string.Join("\", \"", duplicates)}}"], {{more}} }"""
        );

    private Task<Payload> UndoAsync(Payload done, string more = "") =>
        world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{done.Object("changeSet").GetProperty("id")}}", {{more}} }""");

    private static List<string> Moved(Payload merge) =>
        [.. merge.Object("moved").EnumerateArray().Select(one => $"{one.GetProperty("field")} {one.GetProperty("count")}")];

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
            : contact.GetProperty("id").GetString() == one ? "one"
            : contact.GetProperty("id").GetString() == other ? "other"
            : "somebody";
    }
}
