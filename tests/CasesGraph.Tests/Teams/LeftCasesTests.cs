using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Teams;

/// <summary>Who follows cases is told when one goes out of sight, and nothing else of it.</summary>
public sealed class LeftCasesTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const string Whole = """
        kind version caseNumber listEffect occurredAt cursor type
        case { subject } record { id } fields { field before after } updates { text }
        changeSet { id reason actor { ... on User { fullName } } }
        """;

    [Theory]
    [InlineData("caseChanges", "onCaseChanged")]
    [InlineData("recordChanges", "onRecordChanged")]
    public async Task A_case_that_goes_to_another_team_is_told_as_hidden_by_the_list_and_by_the_feed(
        string list,
        string feed
    )
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        var agent = world.Server.As(await world.UserAsync(mine));
        var start = await world.CursorAsync();
        var whole = list is "caseChanges" ? Whole : $"... on CaseChange {{ {Whole} }}";
        using var events = await GraphEvents.OpenAsync(
            agent,
            $$"""subscription { {{feed}}(after: "{{start}}") { {{whole}} } }"""
        );
        var number = await world.CaseAsync(mine);
        await UpdateAsync(number, new { subject = "Seen while it was mine" });
        await UpdateAsync(number, new { subject = "Nobody is to know", teamId = other });
        await UpdateAsync(number, new { subject = "Nor this" });
        await world.Server.SettledAsync();

        var told = await ListAsync(agent, list, $"first: 10, after: \"{start}\"", whole);
        var only = Assert.Single(told);
        AssertHidden(only, number);
        var live = (await events.ReadAsync())!.Value;
        while (live.GetProperty("kind").GetString() is not "HIDDEN")
            live = (await events.ReadAsync())!.Value;
        Assert.Equal(only.GetRawText(), live.GetRawText());
        // To whom nothing is hidden all is told.
        Assert.Equal(
            "CREATED UPDATED UPDATED UPDATED",
            KindsOf(await ListAsync(world.Client, list, $"first: 10, after: \"{start}\"", whole))
        );
    }

    [Fact]
    public async Task What_is_purged_is_told_as_hidden_to_whoever_saw_it_last()
    {
        var mine = await world.TeamAsync();
        var agent = world.Server.As(await world.UserAsync(mine));
        var start = await world.CursorAsync();
        var number = await world.CaseAsync(mine);
        var purged = await world.RunAsync(
            "purgeCases",
            new { select = new { ids = new[] { $"{number}" } }, reason = "Any" }
        );
        Assert.Empty(purged.Errors);
        await world.Server.SettledAsync();

        AssertHidden(Assert.Single(await ChangesAsync(agent, $"first: 10, after: \"{start}\"")), number);
    }

    [Fact]
    public async Task Who_sees_the_own_cases_is_told_when_one_is_given_to_somebody_else()
    {
        var team = await world.TeamAsync();
        var (me, other) = (await world.UserAsync(team), await world.UserAsync(team));
        await world.GiveAsync(me, await world.RoleAsync("CASE_VIEW:OWN"));
        var agent = world.Server.As(me);
        var start = await world.CursorAsync();
        var number = await world.CaseAsync(team, me);
        await UpdateAsync(number, new { assignedToId = other });
        await world.Server.SettledAsync();

        AssertHidden(Assert.Single(await ChangesAsync(agent, $"first: 10, after: \"{start}\"")), number);
    }

    [Theory]
    [InlineData("kind: { eq: HIDDEN }", true)]
    [InlineData("kind: { eq: UPDATED }", false)]
    [InlineData("kind: { in: [HIDDEN, PURGED] }", true)]
    [InlineData("kind: { neq: HIDDEN }", false)]
    [InlineData("not: { kind: { eq: UPDATED } }", true)]
    [InlineData("caseNumber: { eq: NUMBER }", true)]
    [InlineData("caseNumber: { eq: 999999 }", false)]
    [InlineData("not: { caseNumber: { eq: NUMBER } }", false)]
    [InlineData("occurredAt: { gt: \"2020-01-01T00:00:00Z\" }", true)]
    [InlineData("occurredAt: { lt: \"2020-01-01T00:00:00Z\" }", false)]
    [InlineData("or: [{ caseNumber: { eq: 999999 } }, { kind: { eq: HIDDEN } }]", true)]
    // What follows would tell of what is hidden, so it decides nothing.
    [InlineData("case: { subject: { eq: \"Other\" } }", true)]
    [InlineData("not: { case: { subject: { eq: \"Secret\" } } }", true)]
    [InlineData("field: { in: [PRIORITY] }", true)]
    // It is of no change set, and nobody's doing.
    [InlineData("changeSetId: { neq: \"Q2hhbmdlU2V0Ojk5OTk5OQ\" }", true)]
    [InlineData("changeSetId: { eq: \"Q2hhbmdlU2V0Ojk5OTk5OQ\" }", false)]
    [InlineData("actorId: { eq: \"VXNlcjox\" }", false)]
    [InlineData("not: { actorId: { eq: \"VXNlcjox\" } }", true)]
    [InlineData("field: { in: [PRIORITY] }, kind: { eq: DELETED }", false)]
    public async Task Of_a_filter_only_what_is_told_decides(string where, bool told)
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        var agent = world.Server.As(await world.UserAsync(mine));
        var start = await world.CursorAsync();
        var number = await world.CaseAsync(mine);
        await UpdateAsync(number, new { subject = "Secret", teamId = other });
        await world.Server.SettledAsync();
        var condition = where.Replace("NUMBER", $"{number}", StringComparison.Ordinal);

        var found = await ChangesAsync(agent, $"first: 10, after: \"{start}\", where: {{ {condition} }}");

        Assert.Equal(told ? 1 : 0, found.Count);
    }

    [Theory]
    [InlineData("status: { eq: NEW }", "LEFT")]
    [InlineData("status: { eq: CLOSED }", null)]
    [InlineData("priority: { eq: HIGH }", null)]
    public async Task Of_a_list_it_left_when_it_was_there(string list, string? effect)
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        var agent = world.Server.As(await world.UserAsync(mine));
        var start = await world.CursorAsync();
        var number = await world.CaseAsync(mine);
        // It is in the list afterwards, which is nothing to whoever cannot see it.
        await UpdateAsync(number, new { teamId = other, priority = "HIGH" });
        await world.Server.SettledAsync();

        var found = await ChangesAsync(agent, $"first: 10, after: \"{start}\", list: {{ {list} }}");

        Assert.Equal(
            effect is null ? "" : "HIDDEN",
            KindsOf(found.Where(one => one.GetProperty("caseNumber").GetInt64() == number))
        );
        Assert.All(found, one => Assert.Equal(effect, one.GetProperty("listEffect").GetString()));
    }

    [Fact]
    public async Task A_change_set_does_not_tell_which_cases_it_hid()
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        var agent = world.Server.As(await world.UserAsync(mine));
        long[] numbers = [await world.CaseAsync(mine), await world.CaseAsync(mine)];
        var start = await world.CursorAsync();
        var moved = await world.RunAsync(
            "massUpdateCases",
            new { select = new { ids = numbers.Select(one => $"{one}") }, set = new { teamId = other } }
        );
        var set = TeamWorld.Id(moved.Object("changeSet"));
        await UpdateAsync(numbers[0], new { teamId = mine });
        await world.Server.SettledAsync();

        var told = await ChangesAsync(agent, $"first: 10, after: \"{start}\"");
        var data = await agent.AskAsync(
            $$"""{ node(id: "{{set}}") { ... on ChangeSet { changes(first: 10) { totalCount nodes { kind caseNumber } } } } }"""
        );

        Assert.Equal(
            [(numbers[0], "UPDATED"), (numbers[1], "HIDDEN"), (numbers[0], "UPDATED")],
            told.Select(one => (one.GetProperty("caseNumber").GetInt64(), KindOf(one)!))
        );
        Assert.Equal(
            $$"""{"totalCount":1,"nodes":[{"kind":"UPDATED","caseNumber":{{numbers[0]}}}]}""",
            data.GetProperty("node").GetProperty("changes").GetRawText()
        );
    }

    private static void AssertHidden(JsonElement change, long number)
    {
        Assert.Equal("HIDDEN", KindOf(change));
        Assert.Equal(number, change.GetProperty("caseNumber").GetInt64());
        Assert.All(
            (string[])["case", "record", "changeSet", "listEffect"],
            name => Assert.Equal(JsonValueKind.Null, change.GetProperty(name).ValueKind)
        );
        Assert.All((string[])["fields", "updates"], name => Assert.Empty(change.GetProperty(name).EnumerateArray()));
    }

    private static string KindsOf(IEnumerable<JsonElement> changes) => string.Join(' ', changes.Select(KindOf));

    private static string? KindOf(JsonElement change) => change.GetProperty("kind").GetString();

    private async Task UpdateAsync(long number, object fields)
    {
        var input = JsonSerializer.SerializeToNode(fields)!.AsObject();
        input["id"] = $"{number}";
        Assert.Empty((await world.RunAsync("updateCase", input)).Errors);
    }

    private static Task<IReadOnlyList<JsonElement>> ChangesAsync(HttpClient client, string arguments) =>
        ListAsync(client, "caseChanges", arguments, Whole);

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(
        HttpClient client,
        string list,
        string arguments,
        string selection
    )
    {
        var data = await client.AskAsync($$"""{ {{list}}({{arguments}}) { nodes { {{selection}} } } }""");
        return [.. data.GetProperty(list).GetProperty("nodes").EnumerateArray()];
    }
}
