using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Teams;

/// <summary>Who is a member, and what follows when they are none any more.</summary>
public sealed class TeamMemberTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task A_caller_has_its_teams_and_all_below_them_in_their_order_and_at_once()
    {
        var above = await world.TeamAsync();
        var below = await world.TeamAsync(above);
        var user = await world.UserAsync();
        Assert.Empty(await world.TeamsAsync(user));

        await world.AddAsync(above, user);
        var lowest = await world.TeamAsync(below);

        Assert.Equal(Keys(above, below, lowest), await world.TeamsAsync(user));
        await world.RunAsync("updateTeam", new { id = below, parentId = (string?)null });
        Assert.Equal(Keys(above), await world.TeamsAsync(user));
        await world.RemoveAsync(above, user);
        Assert.Empty(await world.TeamsAsync(user));
    }

    [Fact]
    public async Task New_users_are_members_of_the_team_that_the_setting_names()
    {
        var name = world.NewName();
        var made = await world.Client.MutateAsync(
            "createUser",
            new { userName = name, fullName = name },
            selection: "user { teams { nodes { name } } defaultTeam { name } }"
        );

        Assert.Equal(
            """{"teams":{"nodes":[{"name":"General"}]},"defaultTeam":null}""",
            made.Object("user").GetRawText()
        );
    }

    [Fact]
    public async Task Adding_and_removing_is_told_in_the_log_of_the_users_and_counts_those_whom_it_changes()
    {
        var team = await world.TeamAsync();
        var (one, other) = (await world.UserAsync(team), await world.UserAsync());

        var added = await world.AddAsync(team, one, other, other);
        var removed = await world.RemoveAsync(team, one, other);
        var again = await world.RemoveAsync(team, one);

        Assert.Equal(
            (1, 2, 0),
            (added.Object("added").GetInt32(), removed.Object("removed").GetInt32(), again.Object("removed").GetInt32())
        );
        Assert.False(again.HasChangeSet);
        await world.Server.SettledAsync();
        var log = await world.Client.AskAsync(
            $$"""{ recordChanges(last: 2, where: {recordId: {eq: "{{other}}"} }) { nodes { ... on EntityChange { fields { field beforeText afterText } } } } }"""
        );
        Assert.Matches(
            """teams","beforeText":null.*teams","beforeText":"Team \d+","afterText":null""",
            log.GetRawText()
        );
    }

    [Fact]
    public async Task Who_leaves_a_team_loses_its_open_cases_and_those_below_it_in_the_same_change_set()
    {
        var above = await world.TeamAsync();
        var (below, kept) = (await world.TeamAsync(above), await world.TeamAsync(above));
        var (user, stays) = (await world.UserAsync(above, kept), await world.UserAsync(above));
        var open = await world.CaseAsync(above, user);
        var lower = await world.CaseAsync(below, user);
        var elsewhere = await world.CaseAsync(kept, user);
        var closed = await world.CaseAsync(above, user);
        await world.RunAsync("updateCase", new { id = closed, status = "CLOSED" });
        var others = await world.CaseAsync(above, stays);

        var removed = await world.RemoveAsync(above, user);

        Assert.Equal(2, removed.Object("unassigned").GetInt32());
        Assert.Equal((above, null, "ASSIGNED"), await world.PlaceAsync(open));
        Assert.Equal((below, null, "ASSIGNED"), await world.PlaceAsync(lower));
        Assert.Equal((kept, user, "ASSIGNED"), await world.PlaceAsync(elsewhere));
        Assert.Equal((above, user, "CLOSED"), await world.PlaceAsync(closed));
        Assert.Equal((above, stays, "ASSIGNED"), await world.PlaceAsync(others));
        Assert.Equal(TeamWorld.Id(removed.Object("changeSet")), await LastSetAsync(lower));

        // Nobody looks at a case that is opened again for somebody who has left.
        await world.RunAsync("updateCase", new { id = closed, status = "ASSIGNED" });
        Assert.Equal((above, null, "NEW"), await world.PlaceAsync(closed));
    }

    [Fact]
    public async Task Undoing_gives_no_case_back_to_who_is_no_member()
    {
        var team = await world.TeamAsync();
        var user = await world.UserAsync(team);
        var number = await world.CaseAsync(team, user);
        var removed = await world.RemoveAsync(team, user);

        var undone = await world.RevertAsync(removed);

        Assert.Equal(["NothingToRevertError"], undone.Errors);
        Assert.Null((await world.PlaceAsync(number)).Assignee);
        await world.AddAsync(team, user);
        Assert.Equal(1, (await world.RevertAsync(removed)).Object("reverted").GetInt32());
        Assert.Equal(user, (await world.PlaceAsync(number)).Assignee);
    }

    [Fact]
    public async Task The_team_of_a_users_new_cases_has_to_be_theirs_and_is_forgotten_when_they_leave()
    {
        var (first, second) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(first);

        var strange = await world.RunAsync("updateUser", new { id = user, defaultTeamId = second });
        await world.AddAsync(second, user);
        var own = await world.RunAsync("updateUser", new { id = user, defaultTeamId = second });

        Assert.Equal(["input.defaultTeamId NOT_A_MEMBER"], strange.Errors);
        Assert.Empty(own.Errors);
        Assert.Equal(TeamWorld.Key(second), (await world.CallerAsync(user)).TeamForNew);
        await world.RemoveAsync(second, user);
        Assert.Equal(TeamWorld.Key(first), (await world.CallerAsync(user)).TeamForNew);
        await world.RemoveAsync(first, user);
        Assert.Equal(TeamWorld.Key(TeamWorld.First), (await world.CallerAsync(user)).TeamForNew);
    }

    [Fact]
    public async Task Who_may_not_change_teams_sees_themselves_alone_among_the_members()
    {
        var team = await world.TeamAsync();
        var (user, other) = (await world.UserAsync(team), await world.UserAsync(team));
        var members = $$"""{ teamById(id: "{{team}}") { name members { totalCount nodes { id } } } }""";

        var seen = await world.Server.As(user).AskAsync(members);
        var all = await world.Client.AskAsync(members);

        Assert.Contains(
            $$"""{"totalCount":1,"nodes":[{"id":"{{user}}"}]}""",
            seen.GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Contains("\"totalCount\":2", all.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(other, all.GetRawText(), StringComparison.Ordinal);
        var me = await world.Server.As(user).AskAsync("{ me { teams { id } } }");
        Assert.Equal($$"""[{"id":"{{team}}"}]""", me.GetProperty("me").GetProperty("teams").GetRawText());
    }

    [Fact]
    public async Task Users_and_teams_that_are_not_there_are_told_by_their_places()
    {
        var team = await world.TeamAsync();

        Assert.Equal(["input.userIds TOO_SHORT"], (await world.AddAsync(team)).Errors);
        Assert.Equal(["TeamNotFoundError"], (await world.AddAsync("VGVhbTo5OTk5OTk", await world.UserAsync())).Errors);
    }

    private static long[] Keys(params string[] teams) => [.. teams.Select(TeamWorld.Key)];

    private async Task<string> LastSetAsync(long number)
    {
        var data = await world.Client.AskAsync(
            $$"""{ caseById(id: {{number}}) { changes(last: 1) { nodes { changeSet { id } } } } }"""
        );
        return TeamWorld.Id(
            data.GetProperty("caseById").GetProperty("changes").GetProperty("nodes")[0].GetProperty("changeSet")
        );
    }
}
