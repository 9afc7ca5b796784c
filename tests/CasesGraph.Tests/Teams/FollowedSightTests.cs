using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Teams;

/// <summary>A client that keeps what it is told and drops what is hidden, deleted or purged has what its caller's list has.</summary>
public sealed class FollowedSightTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const int Actions = 14;

    [Theory]
    [InlineData("CASE_VIEW:TEAM")]
    [InlineData("CASE_VIEW:OWN")]
    public async Task Whatever_is_done_with_cases_the_events_add_up_to_the_list(string grant)
    {
        var role = await world.RoleAsync(grant);
        await new Chosen<FollowedHistory<Kind>>(choices =>
            FollowedHistory.Make<Kind>(choices, Actions, whom: 2)
        ).SampleAsync(history => CheckAsync(history, role), iter: Iterations.Of(12), threads: 1);
    }

    private async Task CheckAsync(FollowedHistory<Kind> history, string role)
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        string[] users = [await world.UserAsync(mine, other), await world.UserAsync(mine, other)];
        await world.RunAsync("removeTeamMembers", new { teamId = other, userIds = new[] { users[0] } });
        await world.GiveAsync(users[0], role);
        var me = world.Server.As(users[0]);
        var start = await world.CursorAsync();
        using var live = await HeldCases.FollowAsync(me, start);

        var doing = new Doing(world, [mine, other], users);
        foreach (var action in history.Actions)
            await doing.DoAsync(action);
        // Its event is the last one, whatever happened before.
        var last = await world.CaseAsync(mine, users[0]);
        await world.Server.SettledAsync();

        await HeldCases.AssertListedAsync(me, live, start, history.PageSizes, last);
    }

    public enum Kind
    {
        Create,
        Move,
        Assign,
        Unassign,
        Rename,
        Delete,
        Restore,
        Purge,
    }

    /// <summary>By the administrator; what cannot be done is left out.</summary>
    private sealed class Doing(TeamWorld world, string[] teams, string[] users)
    {
        private readonly List<long> cases = [];

        public async Task DoAsync(FollowedHistory<Kind>.Step step)
        {
            if (step.Kind is Kind.Create || cases.Count == 0)
            {
                cases.Add(await world.CaseAsync(teams[step.Whom]));
                return;
            }
            var id = $"{cases[step.Case % cases.Count]}";
            var select = new { ids = new[] { id } };
            await (
                step.Kind switch
                {
                    Kind.Move => world.RunAsync("updateCase", new { id, teamId = teams[step.Whom] }),
                    Kind.Assign => world.RunAsync("updateCase", new { id, assignedToId = users[step.Whom] }),
                    Kind.Unassign => world.RunAsync("updateCase", new { id, assignedToId = (string?)null }),
                    Kind.Rename => world.RunAsync("updateCase", new { id, subject = $"{Guid.NewGuid()}" }),
                    Kind.Delete => world.RunAsync("deleteCases", new { select }),
                    Kind.Restore => world.RunAsync("restoreCases", new { select }),
                    _ => world.RunAsync("purgeCases", new { select, reason = "Any" }),
                }
            );
        }
    }
}
