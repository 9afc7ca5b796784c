using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Portal;

/// <summary>What contacts read in the log of their cases.</summary>
public sealed class PortalLogTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private const string Told =
        "kind caseNumber version changeSet { id } fields { field before after beforeText afterText } updates { text } case { subject }";

    private static readonly string[] Secret = ["secret"];

    [Fact]
    public async Task An_internal_change_is_not_told_at_all_and_of_others_only_what_contacts_read()
    {
        var contact = await world.ContactAsync();
        var number = await world.CaseAsync(contact);
        var id = PortalWorld.CaseId(number);
        using var client = world.As(contact);
        await world.Server.SettledAsync();
        using var live = await GraphEvents.OpenAsync(client, $"subscription {{ onCaseChanged {{ {Told} }} }}");

        await world.Staff.MutateAsync("updateCase", new { id, workLog = "Secret work" });
        await world.Staff.MutateAsync(
            "addCaseUpdate",
            new
            {
                caseId = id,
                text = "Secret note",
                @internal = true,
            }
        );
        await world.Staff.MutateAsync(
            "updateCase",
            new
            {
                id,
                workLog = "More secret",
                priority = "LOW",
                addTags = Secret,
            }
        );
        await world.Staff.MutateAsync("addCaseUpdate", new { caseId = id, text = "An answer" });

        var changed = (await live.ReadAsync())!.Value;
        Assert.Equal(("UPDATED", "PRIORITY"), (Text(changed, "kind"), Fields(changed)));
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("changeSet").ValueKind);
        var answer = (await live.ReadAsync())!.Value;
        Assert.Equal("An answer", Text(answer.GetProperty("updates")[0], "text"));
        await world.Server.SettledAsync();
        var data = await client.AskAsync(
            $$"""{ caseById(id: "{{id}}") { changes { totalCount nodes { {{Told}} } } } caseChanges { nodes { {{Told}} } } }"""
        );
        var changes = data.GetProperty("caseById").GetProperty("changes");
        Assert.Equal(
            ["CREATED", "UPDATED", "UPDATED"],
            changes.GetProperty("nodes").EnumerateArray().Select(one => Text(one, "kind")),
            StringComparer.Ordinal
        );
        Assert.Equal(3, changes.GetProperty("totalCount").GetInt32());
        Assert.Equal(
            changes.GetProperty("nodes").GetRawText(),
            data.GetProperty("caseChanges").GetProperty("nodes").GetRawText()
        );
        Assert.DoesNotContain("secret", data.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_sees_a_case_no_more_is_told_so_and_nothing_else()
    {
        var account = await world.AccountAsync();
        var contact = await world.ContactAsync("ACCOUNT", account);
        var id = PortalWorld.CaseId(await world.CaseAsync(account: account));
        using var client = world.As(contact);
        await world.Server.SettledAsync();
        using var live = await GraphEvents.OpenAsync(client, $"subscription {{ onCaseChanged {{ {Told} }} }}");

        await world.Staff.MutateAsync("updateCase", literal: $$"""{id: "{{id}}", accountId: null}""", input: null);

        var left = (await live.ReadAsync())!.Value;
        Assert.Equal("HIDDEN", Text(left, "kind"));
        Assert.Equal(
            (JsonValueKind.Null, 0, 0),
            (
                left.GetProperty("case").ValueKind,
                left.GetProperty("fields").GetArrayLength(),
                left.GetProperty("updates").GetArrayLength()
            )
        );
    }

    [Theory]
    [InlineData("unmergeCase", "caseId: \"@duplicate\"")]
    [InlineData("deleteCases", "select: {ids: [\"@primary\"]}")]
    [InlineData("mergeCases", "primaryId: \"@other\", duplicateIds: [\"@primary\"], acrossAccounts: true")]
    [InlineData("purgeCases", "select: {ids: [\"@duplicate\"]}")]
    [InlineData("purgeCases", "select: {ids: [\"@primary\", \"@duplicate\"]}")]
    public async Task Whom_a_case_of_theirs_led_to_another_is_told_when_that_is_over(string mutation, string input)
    {
        var contact = await world.ContactAsync();
        var (primary, duplicate, other) = (
            PortalWorld.CaseId(await world.CaseAsync(await world.ContactAsync())),
            PortalWorld.CaseId(await world.CaseAsync(contact)),
            PortalWorld.CaseId(await world.CaseAsync(await world.ContactAsync()))
        );
        await world.Staff.MutateAsync(
            "mergeCases",
            literal: $$"""{primaryId: "{{primary}}", duplicateIds: ["{{duplicate}}"], acrossAccounts: true}""",
            input: null
        );
        using var client = world.As(contact);
        using var stranger = world.As(await world.ContactAsync());
        await world.Server.SettledAsync();
        var start = (await world.Staff.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString();
        var given = input
            .Replace("@duplicate", duplicate, StringComparison.Ordinal)
            .Replace("@primary", primary, StringComparison.Ordinal)
            .Replace("@other", other, StringComparison.Ordinal);

        var done = await world.Staff.MutateAsync(mutation, literal: $"{{{given}}}", input: null);

        Assert.Empty(done.Errors);
        await world.Server.SettledAsync();
        var number = OpaqueId.TryDecode(primary, out _, out var key) ? key : 0;
        Assert.Equal([$"HIDDEN {number}"], await ToldAsync(client));
        Assert.Empty(await ToldAsync(stranger));

        async Task<IReadOnlyList<string>> ToldAsync(HttpClient whom)
        {
            var told = await whom.AskAsync(
                $$"""{ caseChanges(after: "{{start}}") { nodes { kind caseNumber case { id } } } }"""
            );
            return
            [
                .. told.GetProperty("caseChanges")
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Where(one => one.GetProperty("caseNumber").GetInt64() == number)
                    .Select(one => $"{Text(one, "kind")} {number}"),
            ];
        }
    }

    /// <summary>Who was away meanwhile is told as well, and whom a case has passed to in the other direction.</summary>
    [Fact]
    public async Task Whatever_became_since_of_what_led_to_a_case_who_saw_it_is_told()
    {
        var (contact, heir) = (await world.ContactAsync(), await world.ContactAsync());
        var (primary, duplicate, other) = (
            await world.CaseAsync(await world.ContactAsync()),
            await world.CaseAsync(contact),
            await world.CaseAsync(await world.ContactAsync())
        );
        await MergeAsync(primary, duplicate);
        var start = await CursorAsync();
        using var theirs = world.As(heir);
        await world.Staff.MutateAsync(
            "mergeContacts",
            literal: $$"""{primaryId: "{{heir}}", duplicateIds: ["{{contact}}"], acrossAccounts: true}""",
            input: null
        );
        var taken = await CursorAsync();
        Assert.Equal([$"UPDATED {primary}"], await KindsAsync(theirs, start), StringComparer.Ordinal);

        await MergeAsync(other, primary);
        await world.Staff.MutateAsync("unmergeCase", new { caseId = PortalWorld.CaseId(duplicate) });
        var select = new { ids = new[] { PortalWorld.CaseId(duplicate) } };
        await world.Staff.MutateAsync("purgeCases", new { select });
        await CursorAsync();

        Assert.Contains($"HIDDEN {primary}", await KindsAsync(theirs, taken), StringComparer.Ordinal);
        Assert.Empty(await PortalWorld.NumbersAsync(theirs));

        Task MergeAsync(long into, long merged) =>
            world.Staff.MutateAsync(
                "mergeCases",
                new
                {
                    primaryId = PortalWorld.CaseId(into),
                    duplicateIds = new[] { PortalWorld.CaseId(merged) },
                    acrossAccounts = true,
                }
            );
    }

    private async Task<string> CursorAsync()
    {
        await world.Server.SettledAsync();
        return (await world.Staff.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString()!;
    }

    private static async Task<IEnumerable<string>> KindsAsync(HttpClient whom, string after)
    {
        var told = await whom.AskAsync($$"""{ caseChanges(after: "{{after}}") { nodes { kind caseNumber } } }""");
        return told.GetProperty("caseChanges")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(one => $"{Text(one, "kind")} {one.GetProperty("caseNumber").GetInt64()}");
    }

    [Theory]
    [InlineData("where: {action: {eq: UPDATE}}", "CaseChange.action")]
    [InlineData("where: {field: {eq: WORK_LOG}}", "CaseChange.field")]
    [InlineData("where: {actorId: {eq: null}}", "CaseChange.actorId")]
    [InlineData("where: {case: {workLog: {contains: \"s\"}}}", "Case.workLog")]
    [InlineData("list: {teamId: {eq: \"VGVhbTox\"}}", "Case.team")]
    [InlineData("list: {tags: {some: {}}}", "Case.tags")]
    [InlineData("list: {accountId: {eq: null}}", "Case.account")]
    public async Task Nobody_asks_by_what_is_for_staff(string arguments, string coordinate)
    {
        using var client = world.As(await world.ContactAsync());

        var answer = await client.AnswerAsync($"{{ caseChanges({arguments}) {{ totalCount }} }}");

        var error = answer.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(("FORBIDDEN", coordinate), (Text(error, "code"), Text(error, "coordinate")));
    }

    [Fact]
    public async Task The_log_of_all_records_is_for_staff()
    {
        using var client = world.As(await world.ContactAsync());

        var answer = await client.AnswerAsync("{ recordChanges { totalCount } }");

        Assert.Equal("FORBIDDEN", Text(answer.GetProperty("errors")[0].GetProperty("extensions"), "code"));
    }

    private static string Fields(JsonElement change) =>
        string.Join(' ', change.GetProperty("fields").EnumerateArray().Select(one => Text(one, "field")));

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;
}
