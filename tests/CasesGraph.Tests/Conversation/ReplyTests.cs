using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.Conversation;

/// <summary>What an agent does with a message is one write: the message, new values of the case, its links.</summary>
public sealed class ReplyTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    [Fact]
    public async Task A_reply_that_closes_is_one_change_and_leaves_the_case_closed_also_when_a_customer_writes()
    {
        var number = await world.NewAsync("status: PENDING_INPUT");
        var reply = await ReplyAsync(number, """fromContactId: "@contact", set: {status: CLOSED, priority: HIGH}""");

        Assert.Equal("CLOSED", reply.Case.GetProperty("status").GetString());
        Assert.Equal(2, reply.Case.GetProperty("version").GetInt32());
        var (line, set) = await world.LastChangeAsync(number);
        Assert.Equal(
            $"UPDATED 2: STATUS PENDING_INPUT>CLOSED PRIORITY MEDIUM>HIGH CONTACTS >{world["contact"]} OTHER UPDATES >Sent",
            line
        );
        Assert.Equal(SetOf(reply), set);
        Assert.Equal("REPLY", reply.Object("changeSet").GetProperty("action").GetString());
    }

    [Fact]
    public async Task Who_writes_is_linked_and_keeps_the_role_that_is_there()
    {
        var number = await world.NewAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");
        await ReplyAsync(number, """fromContactId: "@contact" """);
        Assert.Equal(["@contact PRIMARY"], world.Contacts(await world.CaseAsync(number)));
        await ReplyAsync(number, """fromContactId: "@otherContact" """);
        Assert.Equal(["@contact PRIMARY", "@otherContact OTHER"], world.Contacts(await world.CaseAsync(number)));
        await ReplyAsync(number, """fromContactId: "@otherContact", set: {removeContactIds: ["@otherContact"]}""");
        Assert.Equal(["@contact PRIMARY"], world.Contacts(await world.CaseAsync(number)));
    }

    [Fact]
    public async Task Undoing_a_reply_takes_back_the_values_and_links_and_leaves_the_message_with_its_files()
    {
        var number = await world.NewAsync("""assignedToId: "@user" """);
        var reply = await ReplyAsync(number, """fromContactId: "@contact", set: {status: CLOSED, addTags: ["done"]}""");
        var undone = await world.RevertAsync(reply);

        Assert.Equal([], undone.Errors);
        Assert.Equal("updates", undone.Data.GetProperty("skipped")[0].GetProperty("field").GetString());
        Assert.Equal(1, undone.Data.GetProperty("skippedCount").GetInt32());
        var now = await world.CaseAsync(number);
        Assert.Equal("ASSIGNED", now.GetProperty("status").GetString());
        Assert.Empty(world.Contacts(now));
        Assert.Equal(["Sent"], MergeWorld.Texts(now));
    }

    [Theory]
    [InlineData("""set: {status: null}""", "input.set.status REQUIRED")]
    [InlineData("""set: {accountId: "@deletedAccount"}""", "input.set.accountId RelatedObjectNotFoundError")]
    [InlineData("""set: {addContacts: [{contactId: "@otherContact", role: PRIMARY}]}""", "input.set SECOND_PRIMARY")]
    [InlineData("""expectedVersion: 7""", "VersionConflictError")]
    [InlineData("""sentAt: "2999-01-01T00:00:00Z" """, "input.sentAt INVALID_VALUE")]
    [InlineData("""lastSeenUpdateId: "@update" """, "input.lastSeenUpdateId INVALID_ID")]
    [InlineData("""lastSeenUpdateId: "@user" """, "input.lastSeenUpdateId INVALID_ID")]
    public async Task A_mistake_in_any_of_it_leaves_all_of_it_unwritten(string fields, string error)
    {
        var other = await world.NewAsync();
        var update = (await ReplyAsync(other, "")).Object("caseUpdate").GetProperty("id").GetString()!;
        var number = await world.NewAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");

        var reply = await ReplyAsync(number, fields.Replace("@update", update, StringComparison.Ordinal));

        Assert.Equal([error], reply.Errors);
        var now = await world.CaseAsync(number);
        Assert.Equal(1, now.GetProperty("version").GetInt32());
        Assert.Empty(MergeWorld.Texts(now));
    }

    [Fact]
    public async Task A_writer_is_told_what_others_wrote_behind_the_last_entry_seen()
    {
        var number = await world.NewAsync();
        var seen = IdOf(await ReplyAsync(number, ""));
        Assert.Empty((await ReplyAsync(number, $"lastSeenUpdateId: \"{seen}\"")).Errors);
        var customers = await ReplyAsync(number, """fromContactId: "@contact" """);
        Assert.Equal([IdOf(customers)], await SinceAsync(number, seen));
        Assert.Empty((await ReplyAsync(number, $"lastSeenUpdateId: \"{IdOf(customers)}\"")).Errors);
    }

    [Fact]
    public async Task What_came_later_but_was_written_earlier_or_came_by_a_merge_is_told_too()
    {
        var merged = await world.NewAsync();
        var moved = IdOf(await ReplyAsync(merged, """fromContactId: "@contact" """));
        var number = await world.NewAsync();
        var seen = IdOf(await ReplyAsync(number, ""));
        var late = IdOf(await ReplyAsync(number, """fromContactId: "@contact", sentAt: "2020-01-01T00:00:00Z" """));
        await world.MergeAsync(number, [merged]);
        Assert.Equal([late, moved], await SinceAsync(number, seen));
        Assert.Equal([moved], await SinceAsync(number, late));
        Assert.Empty((await ReplyAsync(number, $"lastSeenUpdateId: \"{moved}\"")).Errors);
    }

    [Fact]
    public async Task A_conversation_is_in_the_order_in_which_it_was_written_and_read_either_way()
    {
        var number = await world.NewAsync();
        await ReplyAsync(number, "");
        await ReplyAsync(number, """text: "Old", sentAt: "2020-01-01T01:00:00+01:00" """, text: null);
        await ReplyAsync(number, """text: "Older", sentAt: "2019-01-01T00:00:00Z" """, text: null);

        Assert.Equal(["Older", "Old", "Sent"], await TextsAsync(number, ""));
        Assert.Equal(["Sent", "Old", "Older"], await TextsAsync(number, "(order: [{sentAt: DESC}])"));
        var first = (await world.CaseAsync(number)).GetProperty("firstResponseAt").GetString();
        Assert.Equal("2019-01-01T00:00:00Z", first);
    }

    [Fact]
    public async Task The_log_is_read_either_way_and_its_positions_are_good_in_both()
    {
        var number = await world.NewAsync();
        await ReplyAsync(number, "");
        await ReplyAsync(number, "");
        var versions = new List<int>();
        for (string? after = null; ; )
        {
            var page = (
                await world.ReadAsync(
                    $$"""{ caseById(id: {{number}}) { changes(first: 1, order: [{occurredAt: DESC}], after: {{JsonSerializer.Serialize(after)}}) { nodes { version } pageInfo { hasNextPage endCursor } } } }"""
                )
            )
                .GetProperty("caseById")
                .GetProperty("changes");
            versions.Add(page.GetProperty("nodes")[0].GetProperty("version").GetInt32());
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                break;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
        Assert.Equal([3, 2, 1], versions);
    }

    [Theory]
    [InlineData("""text: "Hi", fromContactId: "@contact" """, "INCOMING", "@contact OTHER")]
    [InlineData("""text: "Hi", internal: true""", "NOTE", null)]
    [InlineData("""text: "Hi", sentAt: "2020-01-01T00:00:00Z" """, "OUTGOING", null)]
    public async Task A_case_can_begin_with_a_message_in_the_same_change(
        string message,
        string direction,
        string? contact
    )
    {
        var number = await world.NewAsync($"status: CLOSED, firstMessage: {{{message}}}");
        var now = await world.CaseAsync(number);

        Assert.Equal("CLOSED", now.GetProperty("status").GetString());
        Assert.Equal(1, now.GetProperty("version").GetInt32());
        Assert.Equal(contact is null ? [] : [contact], world.Contacts(now));
        var update = now.GetProperty("updates").GetProperty("nodes")[0];
        Assert.Equal(
            ("Hi", direction),
            (update.GetProperty("text").GetString(), update.GetProperty("direction").GetString())
        );
        Assert.Equal(
            direction is "OUTGOING" ? "2020-01-01T00:00:00Z" : null,
            now.GetProperty("firstResponseAt").GetString()
        );
        Assert.StartsWith("CREATED 1:", (await world.LastChangeAsync(number)).Line, StringComparison.Ordinal);
        Assert.EndsWith("UPDATES >Hi", (await world.LastChangeAsync(number)).Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_the_first_message_keeps_the_role_that_is_given()
    {
        var number = await world.NewAsync(
            """contacts: [{contactId: "@contact", role: PRIMARY}], firstMessage: {text: "Hi", fromContactId: "@contact"}"""
        );
        Assert.Equal(["@contact PRIMARY"], world.Contacts(await world.CaseAsync(number)));
    }

    [Fact]
    public async Task A_mistake_in_a_first_message_is_told_with_the_others()
    {
        var created = await world.RunAsync(
            "createCase",
            """{subject: "", firstMessage: {text: "", fromContactId: "@contact", internal: true, sentAt: "2999-01-01T00:00:00Z"}}"""
        );
        Assert.Equal(
            [
                "input.subject REQUIRED",
                "input.firstMessage.text REQUIRED",
                "input.firstMessage.sentAt INVALID_VALUE",
                "input.firstMessage.fromContactId CONFLICT",
            ],
            created.Errors
        );
    }

    private Task<Payload> ReplyAsync(long number, string fields, string? text = "Sent") =>
        world.RunAsync(
            "addCaseUpdate",
            $$"""{caseId: {{number}}, {{(text is null ? "" : $"text: \"{text}\",")}} {{fields}} }"""
        );

    private async Task<IReadOnlyList<string>> SinceAsync(long number, string seen)
    {
        var query = $$"""
            mutation {
              addCaseUpdate(input: {caseId: {{number}}, text: "No", lastSeenUpdateId: "{{seen}}"}) {
                case { id }
                errors { ... on UpdatesSinceError { updates { id } } }
              }
            }
            """;
        var payload = (await world.Server.Client.AskAsync(query)).GetProperty("addCaseUpdate");
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("case").ValueKind);
        var error = Assert.Single(payload.GetProperty("errors").EnumerateArray());
        return
        [
            .. error.GetProperty("updates").EnumerateArray().Select(update => update.GetProperty("id").GetString()!),
        ];
    }

    private async Task<IReadOnlyList<string?>> TextsAsync(long number, string arguments) =>
        MergeWorld.Texts(
            (
                await world.ReadAsync($$"""{ caseById(id: {{number}}) { updates{{arguments}} { nodes { text } } } }""")
            ).GetProperty("caseById")
        );

    private static string IdOf(Payload reply) => reply.Object("caseUpdate").GetProperty("id").GetString()!;

    private static string SetOf(Payload payload) => payload.Object("changeSet").GetProperty("id").GetString()!;
}
