using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.ChangeLog.Records;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Redaction;

/// <summary>eraseContacts from the outside: the person is nowhere, and what was done stays on record.</summary>
public sealed class ErasedContactsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    /// <summary>Every text that a contact can have, by the names of the inputs.</summary>
    private static readonly string[] Texts =
    [
        .. EntityModel
            .Of<Contact>()
            .EditableFields(EditableIn.Both)
            .OfType<ScalarField>()
            .Where(field => field.IsText)
            .Select(field => field.InputName),
    ];

    [Fact]
    public async Task Nothing_that_a_contact_was_given_is_left_in_it_its_log_and_that_of_its_cases()
    {
        var id = await ContactAsync("first");
        await world.NewCaseAsync($$"""openedById: "{{id}}", contacts: [{contactId: "{{id}}"}]""");
        await UpdateAsync(id, "second");
        await world.RunAsync("unlinkCaseContacts", $$"""{caseId: "@case", contactIds: ["{{id}}"]}""");
        await world.RunAsync("updateCase", """{id: "@case", openedById: null}""");
        await world.NewCaseAsync($$"""contacts: [{contactId: "{{id}}"}]""");

        var done = await EraseAsync(id, "KEEP");

        var key = Key(id);
        Assert.Equal(
            $"Erased contact {key}",
            Assert.Single(done.Object("contacts").EnumerateArray()).GetProperty("fullName").GetString()
        );
        Assert.Equal(2, done.Data.GetProperty("caseCount").GetInt32());
        Assert.Equal("ERASE", done.Object("changeSet").GetProperty("action").GetString());
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "persontrace"));
        Assert.Equal([], await Traces.FilesAsync(world.Server.Database, "persontrace"));
        await world.Server.SettledAsync();
        var read = await world.ReadAsync(
            $$"""
            { contactById(id: "{{id}}") { {{string.Join(' ', Texts)}} changes(last: 1) { nodes { kind } } }
              search: contacts(search: "persontrace") { totalCount }
              caseById(id: "@case") { changes { nodes { fields { field afterText } } } } }
            """
        );
        Assert.All(
            Texts.Where(text => text is not "lastName"),
            text => Assert.Null(read.GetProperty("contactById").GetProperty(text).GetString())
        );
        Assert.Contains("\"kind\":\"REDACTED\"", read.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"totalCount\":0", read.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(
            $$"""{"field":"CONTACTS","afterText":"Erased contact {{key}}"}""",
            read.GetRawText(),
            StringComparison.Ordinal
        );
        await AssertReplaysAsync();
    }

    [Theory]
    [InlineData("KEEP")]
    [InlineData("REDACT")]
    public async Task Messages_keep_or_lose_their_text_wherever_they_are(string messages)
    {
        var id = await ContactAsync("any");
        await world.NewCaseAsync();
        var home = world["case"];
        await world.RunAsync(
            "addCaseUpdate",
            $$"""{caseId: "@case", text: "Wrote{{messages}}", fromContactId: "{{id}}"}"""
        );
        await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Answer"}""");
        await world.NewCaseAsync();
        await world.RunAsync("mergeCases", $$"""{primaryId: "@case", duplicateIds: ["{{home}}"]}""");

        var done = await EraseAsync(id, messages);
        await world.RunAsync("unmergeCase", $$"""{caseId: "{{home}}"}""");

        Assert.Equal(1, done.Data.GetProperty("messageCount").GetInt32());
        var text = messages is "KEEP" ? $"Wrote{messages}" : "███████████";
        var read = await world.ReadAsync(
            $$"""{ caseById(id: "{{home}}") { updates { nodes { text author { displayName } } } } }"""
        );
        Assert.StartsWith(
            $$$"""{"caseById":{"updates":{"nodes":[{"text":"{{{text}}}","author":{"displayName":"Erased contact {{{Key(id)}}}"}},{"text":"Answer",""",
            read.GetRawText(),
            StringComparison.Ordinal
        );
        if (messages is "REDACT")
            Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "WroteREDACT"));
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task A_dry_run_lists_what_is_touched_copies_too_and_changes_nothing()
    {
        var id = await ContactAsync("dry");
        await world.NewCaseAsync($$"""contacts: [{contactId: "{{id}}"}]""");
        var original = Number(world["case"]);
        await world.RunAsync("addCaseUpdate", $$"""{caseId: "@case", text: "Mine", fromContactId: "{{id}}"}""");
        var copy = await world.RunAsync("duplicateCase", """{id: "@case", contacts: true}""");
        var copied = copy.Object("case").GetProperty("number").GetInt64();

        var dry = await world.RunAsync(
            "eraseContacts",
            $$"""{ids: ["{{id}}"], messages: REDACT, reason: "r", dryRun: true}"""
        );

        Assert.False(dry.HasChangeSet);
        Assert.Equal(
            $$$"""[{"case":{"number":{{{original}}}},"isCopy":false,"messages":1,"files":0},{"case":{"number":{{{copied}}}},"isCopy":true,"messages":0,"files":0}]""",
            dry.Object("cases").GetRawText()
        );
        Assert.Equal(
            (2, 1),
            (dry.Data.GetProperty("caseCount").GetInt32(), dry.Data.GetProperty("messageCount").GetInt32())
        );
        Assert.NotEmpty(await Traces.RowsAsync(world.Server.Database, "dry-lastName-persontrace"));
        await EraseAsync(id, "REDACT");
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "dry-lastName-persontrace"));
    }

    [Fact]
    public async Task Undoing_and_restoring_what_was_done_before_leaves_the_person_out_and_lists_it()
    {
        var id = await ContactAsync("old");
        var edit = await UpdateAsync(id, "new");
        await world.RunAsync("deleteContacts", $$"""{select: {ids: ["{{id}}"]} }""");
        var erased = await EraseAsync(id, "KEEP");

        await world.RunAsync("restoreContacts", $$"""{select: {ids: ["{{id}}"]} }""");
        var undone = await RevertAsync(edit);

        Assert.True(undone.Skipped.Select(Field).ToHashSet(StringComparer.Ordinal).SetEquals(Texts));
        Assert.All(
            undone.Skipped,
            skip =>
                Assert.Equal(
                    erased.Object("changeSet").GetProperty("id").GetString(),
                    skip.GetProperty("because").GetProperty("id").GetString()
                )
        );
        Assert.Equal(["ChangeSetNotRevertibleError"], (await RevertAsync(erased)).Errors);
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "persontrace"));
        await AssertReplaysAsync();
    }

    [Fact]
    public async Task Erasing_again_writes_nothing_and_what_was_given_since_goes_too()
    {
        var id = await ContactAsync("one");
        await EraseAsync(id, "REDACT");
        Assert.False((await EraseAsync(id, "REDACT")).HasChangeSet);

        await UpdateAsync(id, "again");
        Assert.True((await EraseAsync(id, "REDACT")).HasChangeSet);

        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "persontrace"));
        await AssertReplaysAsync();
    }

    /// <summary>Their log would show a name that nothing erases.</summary>
    [Fact]
    public void Only_cases_refer_to_contacts_in_their_log() =>
        Assert.DoesNotContain(
            EntityReplay.Entities.SelectMany(entity => entity.ValueFields).OfType<ReferenceField>(),
            field =>
                field.Declared.Audited
                && field.Target == typeof(Contact)
                // The log has no name of what goes on in a merged one's place.
                && field.Property.Name is not nameof(IMergeable.MergedIntoId)
        );

    [Theory]
    [InlineData("ids: []", "r", "input.ids TOO_SHORT")]
    [InlineData("""ids: ["@unknownContact"]""", "r", "ContactNotFoundError")]
    [InlineData("""ids: ["@contact"]""", "", "input.reason REQUIRED")]
    public async Task A_mistake_erases_nothing(string ids, string reason, string error) =>
        Assert.Equal(
            [error],
            (await world.RunAsync("eraseContacts", $$"""{{{ids}}, messages: KEEP, reason: "{{reason}}"}""")).Errors
        );

    private async Task<string> ContactAsync(string mark)
    {
        var created = await world.RunAsync("createContact", $"{{{Given(mark)}}}");
        return created.Object("contact").GetProperty("id").GetString()!;
    }

    private async Task<Payload> UpdateAsync(string id, string mark) =>
        await world.RunAsync("updateContact", $$"""{id: "{{id}}", {{Given(mark)}}}""");

    private static string Given(string mark) =>
        string.Join(", ", Texts.Select(text => $"{text}: \"{mark}-{text}-persontrace\""));

    private Task<Payload> EraseAsync(string id, string messages) =>
        world.RunAsync("eraseContacts", $$"""{ids: ["{{id}}"], messages: {{messages}}, reason: "Asked for"}""");

    private Task<Payload> RevertAsync(Payload done) =>
        world.RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: "{{done.Object("changeSet").GetProperty("id").GetString()}}"}"""
        );

    private static string Field(System.Text.Json.JsonElement skip) => skip.GetProperty("field").GetString()!;

    private static long Key(string id) => OpaqueId.TryDecode(id, out _, out var key) ? key : 0;

    private static long Number(string id) => Key(id);

    private async Task AssertReplaysAsync()
    {
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db);
        await EntityReplay.AssertAsync(db);
    }
}
