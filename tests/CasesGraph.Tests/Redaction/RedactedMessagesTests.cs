using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Conversation;
using CasesGraph.Model;
using CasesGraph.Tests.Access;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Redaction;

/// <summary>redactCaseUpdate from the outside: what is left of a message, wherever it went, and what is refused.</summary>
public sealed class RedactedMessagesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task A_message_has_one_black_square_for_each_character_that_was_taken_out()
    {
        var id = await MessageAsync("Card 😀4111 here");

        var done = await world.RunAsync(
            "redactCaseUpdate",
            $$"""{id: "{{id}}", ranges: [{start: 7, length: 3}, {start: 5, length: 2}], reason: "Card number"}"""
        );

        Assert.Equal("Card █████ here", done.Object("caseUpdate").GetProperty("text").GetString());
        Assert.Equal(3, done.Case.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_redacted_message_is_not_found_by_what_was_in_it_and_no_excerpt_shows_it()
    {
        var id = await MessageAsync("Zyxwordone and plainword");
        await RedactAsync(id, "ranges: [{start: 0, length: 10}]");

        var read = await world.ReadAsync(
            """
            { gone: cases(search: "zyxwordone") { totalCount }
              there: cases(search: "plainword") { edges { excerpt { text } } } }
            """
        );

        Assert.Equal(
            """{"gone":{"totalCount":0},"there":{"edges":[{"excerpt":{"text":"██████████ and plainword"}}]}}""",
            read.GetRawText()
        );
    }

    [Fact]
    public async Task The_log_says_who_when_and_why_and_not_what()
    {
        var id = await MessageAsync("Whatwassaid");
        var done = await RedactAsync(id, "whole: true");

        var set = done.Object("changeSet");
        Assert.Equal(
            ("REDACT", "Asked for"),
            (set.GetProperty("action").GetString(), set.GetProperty("reason").GetString())
        );
        var log = (
            await world.ReadAsync(
                """
                { caseById(id: "@case") { changes { nodes {
                  kind changeSet { actor { ... on User { userName } } } updates { text }
                  fields { field before after beforeText afterText } } } } }
                """
            )
        ).GetRawText();
        Assert.DoesNotContain("Whatwassaid", log, StringComparison.Ordinal);
        Assert.EndsWith(
            $$$$"""{"kind":"REDACTED","changeSet":{"actor":{"userName":"admin"}},"updates":[],"fields":[{"field":"UPDATES","before":{"id":"{{{{id}}}}"},"after":{"id":"{{{{id}}}}"},"beforeText":"███████████","afterText":"███████████"}]}]}}}""",
            log,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_message_loses_its_text_in_every_case_that_it_went_through()
    {
        var id = await MessageAsync("Wanderingtext");
        var home = world["case"];
        foreach (var next in new[] { "A", "B" })
        {
            var from = world["case"];
            await world.NewCaseAsync();
            await world.RunAsync("mergeCases", $$"""{primaryId: "@case", duplicateIds: ["{{from}}"]}""");
        }

        await RedactAsync(id, "whole: true");
        await world.RunAsync("unmergeCase", $$"""{caseId: "{{home}}"}""");

        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Wanderingtext"));
        var read = await world.ReadAsync($$"""{ caseById(id: "{{home}}") { updates { nodes { text } } } }""");
        Assert.Equal("""{"caseById":{"updates":{"nodes":[{"text":"█████████████"}]}}}""", read.GetRawText());
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db);
    }

    [Fact]
    public async Task A_message_of_a_deleted_case_can_be_redacted_and_is_so_when_the_case_comes_back()
    {
        var id = await MessageAsync("Deletedtext");
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}}""");

        await RedactAsync(id, "whole: true");
        await world.RunAsync("restoreCases", """{select: {ids: ["@case"]}}""");

        var read = await world.ReadAsync("""{ caseById(id: "@case") { updates { nodes { text } } } }""");
        Assert.Contains("███████████", read.GetRawText(), StringComparison.Ordinal);
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Deletedtext"));
    }

    [Fact]
    public async Task Redacting_again_writes_nothing()
    {
        var id = await MessageAsync("Once");
        await RedactAsync(id, "whole: true");

        var again = await RedactAsync(id, "whole: true");

        Assert.False(again.HasChangeSet);
        Assert.Equal(3, again.Case.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_redaction_cannot_be_undone_and_undoing_the_reply_leaves_it_and_says_so()
    {
        await world.NewCaseAsync();
        var reply = await world.RunAsync(
            "addCaseUpdate",
            """{caseId: "@case", text: "Replytext", set: {priority: HIGH}}"""
        );
        var redacted = await RedactAsync(reply.Object("caseUpdate").GetProperty("id").GetString()!, "whole: true");

        var undone = await RevertAsync(redacted);
        var reverted = await RevertAsync(reply);

        Assert.Equal(["ChangeSetNotRevertibleError"], undone.Errors);
        var skip = Assert.Single(reverted.Skipped);
        Assert.Equal("updates", skip.GetProperty("field").GetString());
        Assert.Equal(
            redacted.Object("changeSet").GetProperty("id").GetString(),
            skip.GetProperty("because").GetProperty("id").GetString()
        );
        Assert.Equal([], await Traces.RowsAsync(world.Server.Database, "Replytext"));
    }

    [Fact]
    public async Task Who_has_seen_a_message_that_is_redacted_later_is_told_what_came_behind_it()
    {
        var seen = await MessageAsync("Seen");
        await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Later", fromContactId: "@contact"}""");
        await RedactAsync(seen, "whole: true");

        var late = await world.RunAsync(
            "addCaseUpdate",
            $$"""{caseId: "@case", text: "Answer", lastSeenUpdateId: "{{seen}}"}"""
        );

        Assert.Equal(["UpdatesSinceError"], late.Errors);
    }

    [Fact]
    public async Task Only_what_there_is_can_be_redacted()
    {
        var unknown = OpaqueId.Encode(nameof(CaseUpdate), 999_999);
        Assert.Equal(["CaseUpdateNotFoundError"], (await RedactAsync(unknown, "whole: true")).Errors);
    }

    [Fact]
    public async Task Who_may_not_redact_is_told_so_and_nothing_is_redacted()
    {
        await using var server = new RunningServer { Services = CallersByGrants.Use };
        await server.InitializeAsync();
        var number = await server.Client.CreateCaseAsync("Any", description: "Stays");
        server.Client.DefaultRequestHeaders.Add(
            CallersByGrants.Header,
            CallersByGrants.Only(Enum.GetValues<AccessAction>().Except([AccessAction.CaseRedact]))
        );

        var redacted = await server.Client.MutateAsync(
            "redactCaseField",
            new
            {
                caseId = number,
                field = "DESCRIPTION",
                whole = true,
                reason = "Any",
            }
        );

        Assert.Contains("ForbiddenError", Assert.Single(redacted.Errors), StringComparison.Ordinal);
        var left = await server.Client.AskAsync($"{{ caseById(id: {number}) {{ description }} }}");
        Assert.Equal("Stays", left.GetProperty("caseById").GetProperty("description").GetString());
    }

    private async Task<string> MessageAsync(string text)
    {
        await world.NewCaseAsync();
        var added = await world.RunAsync(
            "addCaseUpdate",
            $$"""{caseId: "@case", text: {{JsonSerializer.Serialize(text)}}}"""
        );
        return added.Object("caseUpdate").GetProperty("id").GetString()!;
    }

    private Task<Payload> RedactAsync(string id, string what) =>
        world.RunAsync("redactCaseUpdate", $$"""{id: "{{id}}", {{what}}, reason: "Asked for"}""");

    private Task<Payload> RevertAsync(Payload done) =>
        world.RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: "{{done.Object("changeSet").GetProperty("id").GetString()}}"}"""
        );
}
