using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Teams;

namespace CasesGraph.Tests.Reassigning;

/// <summary>Whoever lets a user go hands on those of their cases that they may assign.</summary>
public sealed class ReassigningReachTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task Cases_that_the_caller_may_not_assign_stay()
    {
        var (team, other) = (await world.TeamAsync(), await world.TeamAsync());
        var goes = await world.UserAsync(team, other);
        Assert.Empty(
            (await world.RunAsync("setUserRoles", new { userId = goes, roleIds = Array.Empty<string>() })).Errors
        );
        var (own, foreign) = (await world.CaseAsync(team, goes), await world.CaseAsync(other, goes));
        var manager = await world.UserAsync(team);
        await world.GiveAsync(manager, await world.RoleAsync("CASE_VIEW:ALL", "CASE_ASSIGN:TEAM", "USERS_MANAGE:ALL"));

        var done = await world
            .Server.As(manager)
            .MutateAsync(
                "updateUser",
                new
                {
                    id = goes,
                    active = false,
                    reassignTo = new { nobody = true },
                }
            );

        Assert.Equal((2, 1), (done.Object("openCases").GetInt32(), done.Object("reassigned").GetInt32()));
        Assert.Equal(
            (null, goes),
            ((await world.PlaceAsync(own)).Assignee, (await world.PlaceAsync(foreign)).Assignee)
        );
    }
}
