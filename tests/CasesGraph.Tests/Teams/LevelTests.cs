using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Teams;

/// <summary>What is allowed with some cases alone.</summary>
public sealed class LevelTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const long Nowhere = 999_999;

    [Fact]
    public async Task An_agent_sees_the_cases_of_the_own_teams_and_of_those_below()
    {
        var (top, other) = (await world.TeamAsync(), await world.TeamAsync());
        var below = await world.TeamAsync(top);
        long[] mine = [await world.CaseAsync(top), await world.CaseAsync(below)];
        await world.CaseAsync(other);

        var agent = world.Server.As(await world.UserAsync(top));

        Assert.Equal(mine, await CasesAsync(agent));
    }

    [Fact]
    public async Task Who_is_in_no_team_sees_no_case()
    {
        await world.CaseAsync(await world.TeamAsync());

        var agent = world.Server.As(await world.UserAsync());

        Assert.Empty(await CasesAsync(agent));
        Assert.Equal(
            "[]",
            (await agent.AskAsync("{ caseChanges(first: 5) { nodes { id } } }"))
                .GetProperty("caseChanges")
                .GetProperty("nodes")
                .GetRawText()
        );
    }

    [Fact]
    public async Task What_is_not_seen_cannot_be_told_from_what_never_was()
    {
        var hidden = await world.CaseAsync(await world.TeamAsync());
        var agent = world.Server.As(await world.UserAsync(await world.TeamAsync()));

        foreach (var (mutation, input) in Writes("NUMBER"))
        {
            var refused = await RefusedAsync(hidden);
            Assert.NotEmpty(refused);
            Assert.Equal(
                await RefusedAsync(Nowhere),
                refused.Replace($"{hidden}", $"{Nowhere}", StringComparison.Ordinal)
            );

            async Task<string> RefusedAsync(long number)
            {
                var literal = input.Replace("NUMBER", $"{number}", StringComparison.Ordinal);
                var data = await agent.AskAsync(
                    $"mutation {{ {mutation}(input: {{ {literal} }}) {{ errors {{ __typename ... on Error {{ message }} }} }} }}"
                );
                return data.GetProperty(mutation).GetProperty("errors").GetRawText();
            }
        }
    }

    [Fact]
    public async Task What_is_seen_and_may_not_be_written_is_refused_with_the_action_and_stays()
    {
        var team = await world.TeamAsync();
        var (own, other) = (await world.CaseAsync(team), await world.CaseAsync(await world.TeamAsync()));
        var agent = await AgentAsync(AccessLevel.Team, team);

        foreach (var (mutation, input) in Writes("NUMBER"))
        {
            var before = await StateAsync(other);
            Assert.Equal("ForbiddenError", await TypeAsync(other));
            Assert.Equal(before, await StateAsync(other));
            Assert.Equal("", await TypeAsync(own));

            async Task<string> TypeAsync(long number)
            {
                var literal = input.Replace("NUMBER", $"{number}", StringComparison.Ordinal);
                var data = await agent.AskAsync(
                    $"mutation {{ {mutation}(input: {{ {literal} }}) {{ errors {{ __typename ... on Error {{ message }} }} }} }}"
                );
                var errors = data.GetProperty(mutation).GetProperty("errors");
                return errors.ValueKind is JsonValueKind.Null
                    ? ""
                    : string.Join(' ', errors.EnumerateArray().Select(one => one.GetProperty("__typename")));
            }
        }
    }

    [Theory]
    [InlineData("deleteCases", "deleted", "")]
    [InlineData("massUpdateCases", "changed", ", set: { priority: LOW }, errorPolicy: REJECT_FAILED_ROWS")]
    [InlineData("purgeCases", "purged", ", reason: \"Any\"")]
    public async Task Of_a_selection_what_may_not_be_written_is_rejected(string mutation, string count, string more)
    {
        var team = await world.TeamAsync();
        var (own, other) = (await world.CaseAsync(team), await world.CaseAsync(await world.TeamAsync()));
        var agent = await AgentAsync(AccessLevel.Team, team);

        var data = await agent.AskAsync(
            $"mutation {{ {mutation}(input: {{ select: {{ ids: [{own}, {other}, {Nowhere}] }}{more} }}) {{ {count} rejected {{ id code }} errors {{ __typename ... on Error {{ message }} }} }} }}"
        );

        var payload = data.GetProperty(mutation);
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("errors").ValueKind);
        Assert.Equal(1, payload.GetProperty(count).GetInt32());
        Assert.Equal(
            [(other, "FORBIDDEN"), (Nowhere, "INVALID_ID")],
            payload
                .GetProperty("rejected")
                .EnumerateArray()
                .Select(one => (TeamWorld.Key(TeamWorld.Id(one)), one.GetProperty("code").GetString()!))
        );
    }

    [Fact]
    public async Task A_condition_selects_no_case_that_is_not_seen()
    {
        var team = await world.TeamAsync();
        var (own, other) = (await world.CaseAsync(team), await world.CaseAsync(await world.TeamAsync()));
        var role = await world.RoleAsync("CASE_VIEW:TEAM", "CASE_MASS_UPDATE:TEAM");
        var user = await world.UserAsync(team);
        await world.GiveAsync(user, role);

        var done = await world
            .Server.As(user)
            .MutateAsync(
                "massUpdateCases",
                null,
                "{ select: { matching: { where: { status: { eq: NEW } } } }, set: { resolution: \"Seen\" } }"
            );

        Assert.Equal(1, done.Object("changed").GetInt32());
        Assert.Equal(("Seen", null), (await TextAsync(own), await TextAsync(other)));
    }

    [Fact]
    public async Task Whoever_hands_a_case_over_to_others_does_not_see_it_any_more()
    {
        var (team, other) = (await world.TeamAsync(), await world.TeamAsync());
        var number = await world.CaseAsync(team);
        var agent = world.Server.As(await world.UserAsync(team));

        var given = await agent.MutateAsync("updateCase", new { id = $"{number}", teamId = other });

        Assert.Equal(JsonValueKind.Null, given.Object("case").ValueKind);
        Assert.True(given.HasChangeSet);
        Assert.Empty(await CasesAsync(agent));
    }

    [Fact]
    public async Task Undoing_leaves_cases_that_may_not_be_written_and_counts_them()
    {
        var team = await world.TeamAsync();
        var (own, other) = (await world.CaseAsync(team), await world.CaseAsync(await world.TeamAsync()));
        var set = await world.Client.MutateAsync(
            "massUpdateCases",
            null,
            $"{{ select: {{ ids: [{own}, {other}] }}, set: {{ resolution: \"Once\" }} }}"
        );
        var agent = await AgentAsync(AccessLevel.Team, team);

        var undone = await agent.MutateAsync(
            "revertChangeSet",
            new { changeSetId = TeamWorld.Id(set.Object("changeSet")) }
        );

        Assert.Equal((1, 1), (undone.Object("reverted").GetInt32(), undone.Object("skippedCount").GetInt32()));
        Assert.Empty(undone.Skipped);
        Assert.Equal((null, "Once"), (await TextAsync(own), await TextAsync(other)));
    }

    [Fact]
    public async Task Whoever_looks_as_an_agent_sees_the_cases_of_the_agents_teams_and_is_told_why()
    {
        var team = await world.TeamAsync();
        var (own, other) = (await world.CaseAsync(team), await world.CaseAsync(await world.TeamAsync()));
        var user = await world.UserAsync(team);
        using var viewer = new HttpClient
        {
            BaseAddress = world.Client.BaseAddress,
            DefaultRequestHeaders = { { ViewAs.Header, $"user:{user}" } },
        };

        Assert.Equal([own], await CasesAsync(viewer));
        Assert.Equal((true, false), (await IsSeenAsync(own), await IsSeenAsync(other)));

        async Task<bool> IsSeenAsync(long number) =>
            (await world.Client.AskAsync($$"""{ explainAccess(caseId: {{number}}, userId: "{{user}}") { visible } }"""))
                .GetProperty("explainAccess")
                .GetProperty("visible")
                .GetBoolean();
    }

    [Fact]
    public async Task A_repetition_shows_nothing_to_whom_may_see_something_else_by_now()
    {
        var team = await world.TeamAsync();
        var user = await world.UserAsync(team);
        using var agent = world.Server.As(user);
        const string create = "mutation { createCase(input: {subject: \"Once\"}) { case { subject } } }";
        Assert.Contains("Once", (await agent.SendKeyedAsync("key", create)).Body, StringComparison.Ordinal);
        Assert.Contains("Once", (await agent.SendKeyedAsync("key", create)).Body, StringComparison.Ordinal);

        await world.RemoveAsync(team, user);

        var again = (await agent.SendKeyedAsync("key", create)).Body;
        Assert.Contains("IDEMPOTENT_ANSWER_GONE", again, StringComparison.Ordinal);
        Assert.DoesNotContain("Once", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_are_the_cases_that_one_has_and_those_that_one_made_and_nobody_has()
    {
        var user = await world.UserAsync(TeamWorld.First);
        var role = await world.RoleAsync("CASE_VIEW:OWN", "CASE_CREATE:OWN", "CASE_EDIT:OWN");
        await world.GiveAsync(user, role);
        var agent = world.Server.As(user);
        var given = await world.CaseAsync(TeamWorld.First, user);
        await world.CaseAsync(TeamWorld.First);
        var made = (await agent.MutateAsync("createCase", new { subject = "Mine" }))
            .Case.GetProperty("number")
            .GetInt64();

        Assert.Equal([given, made], await CasesAsync(agent));

        var taken = await world.RunAsync("updateCase", new { id = $"{made}", assignedToId = Anybody });
        Assert.Empty(taken.Errors);
        Assert.Equal([given], await CasesAsync(agent));
    }

    [Fact]
    public async Task A_case_is_created_where_that_is_allowed()
    {
        var (team, other) = (await world.TeamAsync(), await world.TeamAsync());
        var agent = world.Server.As(await world.UserAsync(team));

        var here = await agent.MutateAsync("createCase", new { subject = "Any" });
        var there = await agent.MutateAsync("createCase", new { subject = "Any", teamId = other });

        Assert.Equal(team, TeamWorld.Id(here.Case.GetProperty("team")));
        Assert.Equal(["input.teamId FORBIDDEN"], there.Errors);
    }

    [Theory]
    [InlineData("CASE_VIEW:TEAM,CASE_EDIT:ALL", "input.grants.1 CONFLICT")]
    [InlineData("BUG_VIEW:TEAM", "input.grants.0 INVALID_VALUE")]
    [InlineData("CASE_VIEW:OWN,CASE_NOTE:OWN", "")]
    public async Task Nothing_reaches_further_than_what_is_seen(string grants, string mistakes)
    {
        var made = await world.RunAsync("createRole", world.Role(grants.Split(',')));

        Assert.Equal(mistakes, string.Join(' ', made.Errors));
    }

    /// <summary>Mutations of a case, by its number.</summary>
    private static IEnumerable<(string Mutation, string Input)> Writes(string number) =>
        [
            ("updateCase", $"id: \"{number}\", subject: \"Changed\""),
            ("addCaseUpdate", $"caseId: \"{number}\", text: \"Any\", internal: true"),
            ("addCaseUpdate", $"caseId: \"{number}\", text: \"Any\""),
        ];

    /// <summary>A caller who sees all cases and may write those of a level.</summary>
    private async Task<HttpClient> AgentAsync(AccessLevel level, string team)
    {
        var user = await world.UserAsync(team);
        await world.GiveAsync(
            user,
            await world.RoleAsync([
                .. Enum.GetValues<AccessAction>()
                    .Where(action => action.HasLevels)
                    .Select(action =>
                        $"{Naming.UpperSnake($"{action}")}:{(action is AccessAction.CaseView ? "ALL" : Naming.UpperSnake($"{level}"))}"
                    ),
            ])
        );
        return world.Server.As(user);
    }

    private static string Anybody { get; } = OpaqueId.Encode("User", 1);

    private static async Task<long[]> CasesAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ cases(order: { number: ASC }) { totalCount nodes { number } } }");
        var numbers = data.GetProperty("cases").GetProperty("nodes").EnumerateArray();
        return [.. numbers.Select(one => one.GetProperty("number").GetInt64())];
    }

    private async Task<string?> TextAsync(long number) =>
        (await world.Client.AskAsync($$"""{ caseById(id: {{number}}) { resolution } }"""))
            .GetProperty("caseById")
            .GetProperty("resolution")
            .GetString();

    private async Task<string> StateAsync(long number) =>
        (await world.Client.AskAsync($$"""{ caseById(id: {{number}}) { {{Mutating.CaseFields}} } }""")).GetRawText();
}
