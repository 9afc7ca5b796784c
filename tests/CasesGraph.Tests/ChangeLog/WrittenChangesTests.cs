using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>The log as callers read it after mutations.</summary>
public sealed class WrittenChangesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Change = """
        kind version updates { text } changeSet { action reason actor { ... on User { userName } } }
        fields { field before after beforeText afterText }
        """;

    [Fact]
    public async Task Each_write_is_one_change_with_what_it_did()
    {
        await world.NewCaseAsync(
            """accountId: "@account", contacts: [{contactId: "@contact", role: PRIMARY}], bugIds: ["@bug"]"""
        );
        await world.RunAsync("updateCase", """{id: "@case", assignedToId: "@user", priority: null, subject: null}""");
        await world.RunAsync(
            "updateCase",
            """{id: "@case", assignedToId: "@user", accountId: null, reason: "Took it"}"""
        );
        await world.RunAsync("updateCase", """{id: "@case", assignedToId: "@user"}""");
        var update = await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Hello"}""");
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]}, reason: "Spam"}""");
        await world.RunAsync("restoreCases", """{select: {ids: ["@case"]}}""");

        await world.Server.Client.ChangeCursorAsync();
        var data = await world.ReadAsync(
            $$"""
            {
              caseById(id: "@case") { deletedAt changes { nodes { {{Change}} } } }
              caseChanges(where: {case: {id: {eq: "@case"} } }) { nodes { {{Change}} } }
            }
            """
        );

        var changes = data.GetProperty("caseById").GetProperty("changes").GetProperty("nodes");
        Assert.Equal(changes.GetRawText(), data.GetProperty("caseChanges").GetProperty("nodes").GetRawText());
        string[] expected =
        [
            "CREATED 1 CREATE admin: SUBJECT null>Any(Any) STATUS null>NEW(New) PRIORITY null>MEDIUM(Medium) ACCOUNT null>@account(Acme) TEAM null>@firstTeam(General) CONTACTS null>@contact PRIMARY(Ana Sousa) BUGS null>@bug(Crash)",
            "UPDATED 2 UPDATE admin Took it: STATUS NEW(New)>ASSIGNED(Assigned) ACCOUNT @account(Acme)>null ASSIGNED_TO null>@user(Maya Reed)",
            "UPDATED 3 REPLY admin Hello: UPDATES null>@update(Hello)",
            "DELETED 4 DELETE admin Spam: DELETED_AT null>@time",
            "RESTORED 5 RESTORE admin: DELETED_AT @time>null",
        ];
        var id = update.Object("caseUpdate").GetProperty("id").GetString()!;
        Assert.Equal(
            [.. expected.Select(line => world.Resolve(line).Replace("@update", id, StringComparison.Ordinal))],
            changes.EnumerateArray().Select(Line).ToList()
        );
    }

    [Theory]
    [InlineData("kind: {eq: UPDATED}", 2)]
    [InlineData("field: {eq: PRIORITY}", 3)]
    [InlineData("""field: {eq: PRIORITY}, before: {eq: "MEDIUM"}, after: {eq: "HIGH"}""", 1)]
    [InlineData("""field: {eq: STATUS}, after: {eq: "HIGH"}""", 0)]
    [InlineData("""afterText: {eq: "Acme"}""", 1)]
    [InlineData("""beforeText: {startsWith: "Med"}""", 1)]
    [InlineData("""afterText: {eq: "Any"}""", 1)]
    [InlineData("action: {in: [CREATE, REPLY]}", 1)]
    [InlineData("actorId: {eq: \"VXNlcjox\"}", 3)]
    [InlineData("actorId: {eq: \"@user\"}", 0)]
    [InlineData("""actorId: {neq: null}""", 3)]
    [InlineData("""occurredAt: {gt: "2020-01-01T00:00:00Z"}, kind: {neq: CREATED}""", 2)]
    [InlineData("""case: {priority: {eq: LOW}}""", 3)]
    [InlineData("""or: [{kind: {eq: CREATED}}, {after: {eq: "LOW"}}]""", 2)]
    public async Task The_log_is_filtered_by_what_was_changed_how_and_by_whom(string where, int count)
    {
        var number = (await world.NewCaseAsync("""accountId: "@account" """)).GetProperty("number").GetInt64();
        await world.RunAsync("updateCase", """{id: "@case", priority: HIGH}""");
        await world.RunAsync("updateCase", """{id: "@case", priority: LOW}""");

        await world.Server.Client.ChangeCursorAsync();
        var data = await world.ReadAsync(
            $$"""{ caseChanges(where: {caseNumber: {eq: {{number}} }, {{where}} }) { totalCount } }"""
        );

        Assert.Equal(count, data.GetProperty("caseChanges").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_change_set_leads_to_all_that_it_did_and_writes_to_other_objects_have_one_too()
    {
        await world.NewCaseAsync("""externalReference: "set-1" """);
        await world.NewCaseAsync("""externalReference: "set-2" """);
        var deleted = await world.RunAsync(
            "deleteCases",
            """{select: {matching: {where: {externalReference: {startsWith: "set-"} } } } }"""
        );
        var edited = await world.RunAsync("updateAccount", """{id: "@otherAccount", website: "x", reason: "Why"}""");

        var set = deleted.Object("changeSet").GetProperty("id").GetString();
        await world.Server.Client.ChangeCursorAsync();
        var data = await world.ReadAsync(
            $$"""
            {
              node(id: "{{set}}") { ... on ChangeSet { action changes { totalCount } } }
              caseChanges(where: {changeSetId: {eq: "{{set}}"} }) { totalCount }
            }
            """
        );
        Assert.Equal(
            """{"node":{"action":"DELETE","changes":{"totalCount":2}},"caseChanges":{"totalCount":2}}""",
            data.GetRawText()
        );
        Assert.Equal("Why", edited.Object("changeSet").GetProperty("reason").GetString());
    }

    private static string Line(JsonElement change)
    {
        var set = change.GetProperty("changeSet");
        var who = set.GetProperty("actor").GetProperty("userName").GetString();
        string?[] words =
        [
            change.GetProperty("kind").GetString(),
            change.GetProperty("version").GetRawText(),
            set.GetProperty("action").GetString(),
            who,
            set.GetProperty("reason").GetString(),
            .. change.GetProperty("updates").EnumerateArray().Select(update => update.GetProperty("text").GetString()),
        ];
        var fields = change.GetProperty("fields").EnumerateArray().Select(Field);
        return $"{string.Join(' ', words.OfType<string>())}: {string.Join(' ', fields)}";
    }

    private static string Field(JsonElement field) =>
        $"{field.GetProperty("field").GetString()} {Value(field, "before")}>{Value(field, "after")}";

    private static string Value(JsonElement field, string side)
    {
        var (value, text) = (field.GetProperty(side), field.GetProperty(side + "Text").GetString());
        var written = value.ValueKind switch
        {
            JsonValueKind.Null => "null",
            JsonValueKind.Object when value.TryGetProperty("role", out var role) =>
                $"{value.GetProperty("id").GetString()} {role.GetString()}",
            JsonValueKind.Object => value.GetProperty("id").GetString(),
            _ => value.GetString(),
        };
        if (field.GetProperty("field").GetString() is "DELETED_AT" && text is not null)
            (written, text) = ("@time", string.Equals(text, written, StringComparison.Ordinal) ? null : text);
        return text is null ? written! : $"{written}({text})";
    }
}
