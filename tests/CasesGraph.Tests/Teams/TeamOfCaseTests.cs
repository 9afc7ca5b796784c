using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Roles;

namespace CasesGraph.Tests.Teams;

/// <summary>Every case has a team, and whoever is given it is a member of that or of one above it.</summary>
public sealed class TeamOfCaseTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private static readonly string[] Editing = ["CASE_VIEW", "CASE_EDIT"];
    private const string Stranger = "input.assignedToId NOT_A_MEMBER";

    [Fact]
    public async Task A_case_without_a_team_gets_that_of_whoever_creates_it()
    {
        var (first, second) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(first, second);
        // Others create none where they have no team.
        await world.RunAsync("setUserRoles", new { userId = user, roleIds = new[] { RoleWorld.Id("Administrator") } });
        Assert.Equal(first, await CreateAsync());
        await world.RunAsync("updateUser", new { id = user, defaultTeamId = second });
        Assert.Equal(second, await CreateAsync());
        await world.RemoveAsync(first, user);
        await world.RemoveAsync(second, user);
        Assert.Equal(TeamWorld.First, await CreateAsync());

        async Task<string> CreateAsync() =>
            TeamWorld.Id(
                (await world.Server.As(user).MutateAsync("createCase", new { subject = "Any" })).Case.GetProperty(
                    "team"
                )
            );
    }

    [Fact]
    public async Task An_assignee_is_a_member_of_the_team_or_of_one_above_it()
    {
        var above = await world.TeamAsync();
        var below = await world.TeamAsync(above);
        var (high, low) = (await world.UserAsync(above), await world.UserAsync(below));
        var number = await world.CaseAsync(above);

        Assert.Equal([Stranger], (await UpdateAsync(number, new { id = number, assignedToId = low })).Errors);
        Assert.Empty((await UpdateAsync(number, new { id = number, assignedToId = high })).Errors);
        Assert.Equal(
            [Stranger],
            (
                await world.RunAsync(
                    "createCase",
                    new
                    {
                        subject = "Any",
                        teamId = above,
                        assignedToId = low,
                    }
                )
            ).Errors
        );
        Assert.Equal(
            [Stranger],
            (await world.RunAsync("createCase", new { subject = "Any", assignedToId = low })).Errors
        );
        Assert.Equal(low, (await world.PlaceAsync(await world.CaseAsync(below, low))).Assignee);
        Assert.Equal(high, (await world.PlaceAsync(await world.CaseAsync(below, high))).Assignee);
    }

    [Fact]
    public async Task A_case_that_goes_to_another_team_keeps_an_assignee_who_is_a_member_there_and_loses_any_other()
    {
        var (one, other) = (await world.TeamAsync(), await world.TeamAsync());
        var (both, single) = (await world.UserAsync(one, other), await world.UserAsync(one));
        var (kept, lost) = (await world.CaseAsync(one, both), await world.CaseAsync(one, single));

        await UpdateAsync(kept, new { id = kept, teamId = other });
        var moved = await UpdateAsync(lost, new { id = lost, teamId = other });

        Assert.Equal((other, both, "ASSIGNED"), await world.PlaceAsync(kept));
        Assert.Equal((other, null, "ASSIGNED"), await world.PlaceAsync(lost));
        Assert.Equal(JsonValueKind.Null, moved.Case.GetProperty("assignedAt").ValueKind);
        await world.RevertAsync(moved);
        Assert.Equal((one, single, "ASSIGNED"), await world.PlaceAsync(lost));
    }

    [Fact]
    public async Task Team_and_assignee_that_are_given_together_have_to_fit()
    {
        var (one, other) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(other);
        var number = await world.CaseAsync(one);

        Assert.Equal(
            [Stranger],
            (
                await UpdateAsync(
                    number,
                    new
                    {
                        id = number,
                        teamId = one,
                        assignedToId = user,
                    }
                )
            ).Errors
        );
        Assert.Empty(
            (
                await UpdateAsync(
                    number,
                    new
                    {
                        id = number,
                        teamId = other,
                        assignedToId = user,
                    }
                )
            ).Errors
        );
        Assert.Equal((other, user, "ASSIGNED"), await world.PlaceAsync(number));
    }

    [Fact]
    public async Task A_case_is_never_without_a_team()
    {
        var number = await world.CaseAsync(TeamWorld.First);

        Assert.Equal(
            ["input.teamId REQUIRED"],
            (await UpdateAsync(number, new { id = number, teamId = (string?)null })).Errors
        );
    }

    [Fact]
    public async Task An_inactive_team_keeps_its_cases_and_takes_no_more()
    {
        var team = await world.TeamAsync();
        var number = await world.CaseAsync(team);
        await world.RunAsync("updateTeam", new { id = team, active = false });

        Assert.Empty((await UpdateAsync(number, new { id = number, subject = "Other" })).Errors);
        Assert.Equal(
            ["input.teamId INACTIVE"],
            (await world.RunAsync("createCase", new { subject = "Any", teamId = team })).Errors
        );
        var copy = await world.RunAsync("duplicateCase", new { id = number });
        Assert.Equal(TeamWorld.First, TeamWorld.Id(copy.Case.GetProperty("team")));
        Assert.Equal("TEAM", copy.Object("leftOut")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_mass_update_rejects_the_cases_whose_team_the_assignee_is_not_in()
    {
        var (one, other) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(one);
        var (fits, not) = (await world.CaseAsync(one), await world.CaseAsync(other));

        var done = await MassUpdateAsync([fits, not], new { assignedToId = user });

        Assert.Equal(1, done.Object("changed").GetInt32());
        Assert.Equal("NOT_A_MEMBER", done.Object("rejected")[0].GetProperty("code").GetString());
        Assert.Equal((user, null), ((await world.PlaceAsync(fits)).Assignee, (await world.PlaceAsync(not)).Assignee));
    }

    [Fact]
    public async Task A_mass_update_of_the_team_takes_off_those_who_are_no_members_there()
    {
        var (one, other) = (await world.TeamAsync(), await world.TeamAsync());
        var (both, single) = (await world.UserAsync(one, other), await world.UserAsync(one));
        var (kept, lost, free) = (
            await world.CaseAsync(one, both),
            await world.CaseAsync(one, single),
            await world.CaseAsync(one)
        );

        var done = await MassUpdateAsync([kept, lost, free], new { teamId = other });

        Assert.Equal(3, done.Object("changed").GetInt32());
        Assert.Equal((other, both, "ASSIGNED"), await world.PlaceAsync(kept));
        Assert.Equal((other, null, "ASSIGNED"), await world.PlaceAsync(lost));
        Assert.Equal((other, null, "NEW"), await world.PlaceAsync(free));
        await world.RevertAsync(done);
        Assert.Equal((one, single, "ASSIGNED"), await world.PlaceAsync(lost));
    }

    [Fact]
    public async Task A_copy_is_of_the_same_team_and_has_no_assignee_who_has_left_it()
    {
        var team = await world.TeamAsync();
        var (user, leaves) = (await world.UserAsync(team), await world.UserAsync(team));
        var (one, other) = (await world.CaseAsync(team, user), await world.CaseAsync(team, leaves));
        await UpdateAsync(other, new { id = other, status = "CLOSED" });
        await world.RemoveAsync(team, leaves);

        var copy = await world.RunAsync("duplicateCase", new { id = one });
        var without = await world.RunAsync("duplicateCase", new { id = other });

        Assert.Equal(
            (team, user),
            (TeamWorld.Id(copy.Case.GetProperty("team")), TeamWorld.Id(copy.Case.GetProperty("assignedTo")))
        );
        Assert.Equal(JsonValueKind.Null, without.Case.GetProperty("assignedTo").ValueKind);
        Assert.Equal("ASSIGNED_TO", without.Object("leftOut")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_case_that_goes_on_keeps_its_team_unless_another_is_chosen()
    {
        var (one, other) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(other);
        var (primary, duplicate, next) = (
            await world.CaseAsync(one),
            await world.CaseAsync(other, user),
            await world.CaseAsync(other, user)
        );

        var stranger = await MergeAsync(primary, duplicate, "ASSIGNED_TO");
        Assert.Equal(["input.choices.0.fromCaseId NOT_A_MEMBER"], stranger.Errors);
        Assert.Empty((await MergeAsync(primary, duplicate)).Errors);
        Assert.Equal((one, null, "NEW"), await world.PlaceAsync(primary));
        Assert.Empty((await MergeAsync(primary, next, "ASSIGNED_TO", "TEAM")).Errors);
        Assert.Equal((other, user, "ASSIGNED"), await world.PlaceAsync(primary));
        Assert.Empty((await world.RunAsync("unmergeCase", new { caseId = next })).Errors);
        Assert.Equal((one, null, "NEW"), await world.PlaceAsync(primary));
    }

    [Fact]
    public async Task Cases_are_filtered_sorted_and_counted_by_their_team()
    {
        var (one, other) = (await world.TeamAsync(), await world.TeamAsync());
        await world.CaseAsync(one);
        await world.CaseAsync(other);
        await world.CaseAsync(other);

        var data = await world.Client.AskAsync(
            $$"""
            {
              cases(where: {teamId: {in: ["{{one}}", "{{other}}"]} }, order: [{team: {name: ASC} }]) { nodes { team { id } } }
              caseGroups(by: [{field: TEAM}], where: {team: {id: {in: ["{{one}}", "{{other}}"]} } }) { groups { count } }
              teamById(id: "{{other}}") { cases(where: {state: {eq: OPEN} }) { totalCount } }
            }
            """
        );

        var sorted = data.GetProperty("cases").GetProperty("nodes").EnumerateArray();
        Assert.Equal([one, other, other], sorted.Select(node => TeamWorld.Id(node.GetProperty("team"))).ToArray());
        Assert.Equal("""{"groups":[{"count":2},{"count":1}]}""", data.GetProperty("caseGroups").GetRawText());
        Assert.Equal("""{"cases":{"totalCount":2}}""", data.GetProperty("teamById").GetRawText());
    }

    [Fact]
    public async Task Moving_a_case_needs_what_assigning_needs()
    {
        var role = await world.RunAsync(
            "createRole",
            new { name = world.NewName(), grants = Editing.Select(action => new { action }) }
        );
        var user = await world.UserAsync();
        await world.RunAsync(
            "setUserRoles",
            new { userId = user, roleIds = new[] { TeamWorld.Id(role.Object("role")) } }
        );
        var number = await world.CaseAsync(TeamWorld.First);

        var moved = await world
            .Server.As(user)
            .MutateAsync("updateCase", new { id = number, teamId = await world.TeamAsync() });

        Assert.Equal(["ForbiddenError"], moved.Errors);
    }

    [Fact]
    public async Task Cases_of_a_user_who_goes_are_handed_to_members_of_their_teams()
    {
        var team = await world.TeamAsync();
        var (goes, other) = (await world.UserAsync(team), await world.UserAsync());
        var number = await world.CaseAsync(team, goes);
        object input = new
        {
            id = goes,
            active = false,
            reassignTo = new { userId = other },
        };

        Assert.Equal(["input.reassignTo.userId NOT_A_MEMBER"], (await world.RunAsync("updateUser", input)).Errors);
        await world.AddAsync(team, other);
        Assert.Empty((await world.RunAsync("updateUser", input)).Errors);
        Assert.Equal(other, (await world.PlaceAsync(number)).Assignee);
    }

    private Task<Payload> UpdateAsync(long _, object input) => world.RunAsync("updateCase", input);

    private Task<Payload> MassUpdateAsync(long[] numbers, object set) =>
        world.RunAsync(
            "massUpdateCases",
            new
            {
                select = new { ids = numbers },
                set,
                errorPolicy = "REJECT_FAILED_ROWS",
            }
        );

    private Task<Payload> MergeAsync(long primary, long duplicate, params string[] chosen) =>
        world.RunAsync(
            "mergeCases",
            new
            {
                primaryId = primary,
                duplicateIds = new[] { duplicate },
                choices = chosen.Select(field => new { field, fromCaseId = duplicate }),
            }
        );
}
