using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Teams;

/// <summary>Teams by themselves: their names, and their places in the tree.</summary>
public sealed class TeamTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task A_name_is_given_once_whatever_its_case()
    {
        var name = world.NewName();
        Assert.Empty((await world.RunAsync("createTeam", new { name })).Errors);

        var again = await world.RunAsync("createTeam", new { name = $" {name.ToUpperInvariant()} " });

        Assert.Equal(["input.name NOT_UNIQUE"], again.Errors);
    }

    [Fact]
    public async Task The_tree_is_at_most_five_teams_deep()
    {
        var deepest = await world.TeamAsync();
        for (var depth = 2; depth <= 5; depth++)
            deepest = await world.TeamAsync(deepest);
        var (high, low) = (await world.TeamAsync(), await world.TeamAsync());
        Assert.Empty((await world.RunAsync("updateTeam", new { id = low, parentId = high })).Errors);

        var sixth = await world.RunAsync("createTeam", new { name = world.NewName(), parentId = deepest });
        var moved = await world.RunAsync("updateTeam", new { id = high, parentId = deepest });

        Assert.Equal(["input.parentId CONFLICT"], sixth.Errors);
        Assert.Equal(["input.parentId CONFLICT"], moved.Errors);
    }

    [Fact]
    public async Task A_team_is_not_below_itself()
    {
        var above = await world.TeamAsync();
        var below = await world.TeamAsync(above);

        Assert.Equal(
            ["input.parentId CONFLICT"],
            (await world.RunAsync("updateTeam", new { id = above, parentId = below })).Errors
        );
        Assert.Equal(
            ["input.parentId CONFLICT"],
            (await world.RunAsync("updateTeam", new { id = above, parentId = above })).Errors
        );
    }

    [Fact]
    public async Task A_team_with_cases_or_teams_below_it_cannot_be_deleted()
    {
        var above = await world.TeamAsync();
        var below = await world.TeamAsync(above);
        await world.CaseAsync(below);

        Assert.Equal(["TeamInUseError"], (await DeleteAsync(above)).Errors);
        Assert.Equal(["TeamInUseError"], (await DeleteAsync(below)).Errors);
        Assert.Equal(["TeamInUseError"], (await DeleteAsync(above, below)).Errors);
    }

    [Fact]
    public async Task Undoing_brings_a_deleted_team_back_with_its_members()
    {
        var above = await world.TeamAsync();
        var below = await world.TeamAsync(above);
        var user = await world.UserAsync(above);

        var deleted = await DeleteAsync(above, below);
        Assert.Empty(deleted.Errors);
        Assert.Empty(await world.TeamsAsync(user));
        var undone = await world.RevertAsync(deleted);

        Assert.Equal(2, undone.Object("reverted").GetInt32());
        long[] expected = [TeamWorld.Key(above), TeamWorld.Key(below)];
        Assert.Equal(expected, await world.TeamsAsync(user));
    }

    [Fact]
    public async Task The_team_of_new_users_stays_as_the_setting_names_it()
    {
        Assert.Equal(["input.ids.0 CONFLICT"], (await DeleteAsync(TeamWorld.First)).Errors);
        object other = new
        {
            id = TeamWorld.First,
            name = "Other",
            active = false,
        };
        var mistakes = (await world.RunAsync("updateTeam", other)).Errors.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["input.active CONFLICT", "input.name CONFLICT"], mistakes);
    }

    [Fact]
    public async Task A_team_does_not_go_where_those_who_work_on_its_cases_are_no_members()
    {
        var (above, other) = (await world.TeamAsync(), await world.TeamAsync());
        var below = await world.TeamAsync(above);
        var user = await world.UserAsync(above);
        var number = await world.CaseAsync(below, user);

        Assert.Equal(
            ["input.parentId CONFLICT"],
            (await world.RunAsync("updateTeam", new { id = below, parentId = other })).Errors
        );
        await world.AddAsync(other, user);
        Assert.Empty((await world.RunAsync("updateTeam", new { id = below, parentId = other })).Errors);
        Assert.Equal(user, (await world.PlaceAsync(number)).Assignee);
    }

    [Fact]
    public async Task A_setting_that_no_team_is_called_by_stops_the_start()
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningServer.StartAsync(("Access:DefaultTeam", "Nobody"))
        );

        Assert.Equal("Access:DefaultTeam is 'Nobody', and no active team is called so.", refusal.Message);
    }

    [Fact]
    public async Task Only_who_may_change_teams_does()
    {
        var client = world.Server.As(await world.UserAsync());

        Assert.Equal(
            ["ForbiddenError"],
            (await client.MutateAsync("createTeam", new { name = world.NewName() })).Errors
        );
    }

    private Task<Payload> DeleteAsync(params string[] ids) => world.RunAsync("deleteTeams", new { ids });
}
