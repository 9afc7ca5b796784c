using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Teams;

/// <summary>A client that keeps what it is told and drops what is hidden, deleted or purged has what its caller's list has.</summary>
public sealed class FollowedSightTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const int Actions = 14;
    private const string Event = "cursor kind caseNumber case { subject }";

    [Theory]
    [InlineData("CASE_VIEW:TEAM")]
    [InlineData("CASE_VIEW:OWN")]
    public async Task Whatever_is_done_with_cases_the_events_add_up_to_the_list(string grant)
    {
        var role = await world.RoleAsync(grant);
        await new Chosen<History>(History.Make).SampleAsync(
            history => CheckAsync(history, role),
            iter: Iterations.Of(12),
            threads: 1
        );
    }

    private async Task CheckAsync(History history, string role)
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        string[] users = [await world.UserAsync(mine, other), await world.UserAsync(mine, other)];
        await world.RunAsync("removeTeamMembers", new { teamId = other, userIds = new[] { users[0] } });
        await world.GiveAsync(users[0], role);
        var me = world.Server.As(users[0]);
        var start = await world.CursorAsync();
        using var live = await GraphEvents.OpenAsync(
            me,
            $$"""subscription { onCaseChanged(after: "{{start}}") { {{Event}} } }"""
        );

        var doing = new Doing(world, [mine, other], users);
        foreach (var action in history.Actions)
            await doing.DoAsync(action);
        // Its event is the last one, whatever happened before.
        var last = await world.CaseAsync(mine, users[0]);
        await world.Server.SettledAsync();

        var expected = await ListAsync(me);
        Assert.Contains(last, expected);
        Assert.Equal(expected, await ReplayedAsync(me, start, history.PageSizes));
        Assert.Equal(expected, await FollowedAsync(live, last));
    }

    private static async Task<long[]> FollowedAsync(GraphEvents live, long last)
    {
        var held = new SortedSet<long>();
        while (!held.Contains(last))
            Take((await live.ReadAsync())!.Value, held);
        return [.. held];
    }

    private static async Task<long[]> ReplayedAsync(HttpClient client, string start, IReadOnlyList<int> sizes)
    {
        var (held, cursor) = (new SortedSet<long>(), start);
        for (var page = 0; ; page++)
        {
            var data = await client.AskAsync(
                $$"""{ caseChanges(first: {{sizes[page % sizes.Count]}}, after: "{{cursor}}") { nodes { {{Event}} } pageInfo { hasNextPage endCursor } } }"""
            );
            var list = data.GetProperty("caseChanges");
            foreach (var change in list.GetProperty("nodes").EnumerateArray())
                Take(change, held);
            if (!list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                return [.. held];
            cursor = list.GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        }
    }

    private static void Take(JsonElement change, SortedSet<long> held)
    {
        var number = change.GetProperty("caseNumber").GetInt64();
        if (change.GetProperty("kind").GetString() is "HIDDEN" or "DELETED" or "PURGED")
            held.Remove(number);
        else
            held.Add(number);
    }

    /// <summary>All of it: the caller is new, and so are all cases that it can see.</summary>
    private static async Task<long[]> ListAsync(HttpClient client)
    {
        var data = await client.AskAsync("{ cases(first: 100, order: { number: ASC }) { nodes { number } } }");
        var cases = data.GetProperty("cases").GetProperty("nodes").EnumerateArray();
        return [.. cases.Select(one => one.GetProperty("number").GetInt64())];
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

    /// <summary>One action.</summary>
    /// <param name="Case">Which of those that there are.</param>
    /// <param name="Whom">Which team or user.</param>
    public sealed record Step(Kind Kind, int Case, int Whom);

    public sealed record History(IReadOnlyList<Step> Actions, IReadOnlyList<int> PageSizes)
    {
        public override string ToString() => string.Join(", ", Actions);

        public static History Make(Choices choices)
        {
            ArgumentNullException.ThrowIfNull(choices);
            return new(
                choices.Some(
                    FollowedSightTests.Actions,
                    () => new Step(choices.Pick(Enum.GetValues<Kind>()), choices.Below(4), choices.Below(2))
                ),
                choices.Some(3, () => 1 + choices.Below(5))
            );
        }
    }

    /// <summary>By the administrator; what cannot be done is left out.</summary>
    private sealed class Doing(TeamWorld world, string[] teams, string[] users)
    {
        private readonly List<long> cases = [];

        public async Task DoAsync(Step step)
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
