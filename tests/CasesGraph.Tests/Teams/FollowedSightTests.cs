using CasesGraph.ChangeLog.Feed;
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
    [InlineData("CASE_VIEW:TEAM", false)]
    [InlineData("CASE_VIEW:OWN", false)]
    [InlineData("CASE_VIEW:TEAM", true)]
    [InlineData("CASE_VIEW:OWN", true)]
    public async Task Whatever_is_done_with_cases_the_events_add_up_to_the_list(string grant, bool ofAllRecords)
    {
        var role = await world.RoleAsync(grant);
        await new Chosen<FollowedHistory<Kind>>(choices =>
            FollowedHistory.Make<Kind>(choices, Actions, whom: 2)
        ).SampleAsync(history => CheckAsync(history, role, ofAllRecords), iter: Iterations.Of(4), threads: 1);
    }

    [Fact]
    public async Task All_who_ask_alike_share_one_reading_and_are_told_what_their_own_would_tell()
    {
        var (team, own) = (await world.RoleAsync("CASE_VIEW:TEAM"), await world.RoleAsync("CASE_VIEW:OWN"));
        await new Chosen<FollowedHistory<Kind>>(choices =>
            FollowedHistory.Make<Kind>(choices, Actions, whom: 2)
        ).SampleAsync(history => CheckSharedAsync(history, team, own), iter: Iterations.Of(6), threads: 1);
    }

    private async Task CheckSharedAsync(FollowedHistory<Kind> history, string team, string own)
    {
        var feed = world.Server.Get<ChangeFeed>();
        await Eventually.EqualAsync(0, () => feed.Readings);
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        string[] users = [await world.UserAsync(mine, other), await world.UserAsync(mine)];
        string[] looking = [.. users, await world.UserAsync(other), await world.UserAsync()];
        foreach (var user in looking)
            await world.GiveAsync(user, team);
        await world.GiveAsync(looking[0], own);
        var start = await world.CursorAsync();
        var watches = new List<Watch>();
        foreach (var user in looking)
            watches.Add(await Watch.OpenAsync(world.Server.As(user), start));
        Assert.Equal(2, feed.Readings);

        var doing = new Doing(world, [mine, other], users);
        foreach (var action in history.Actions)
        {
            await doing.DoAsync(action);
            await world.Server.SettledAsync();
            foreach (var watch in watches)
                await watch.AssertTellsTheLogAsync(start);
            start = await world.CursorAsync();
        }
        watches.ForEach(watch => watch.Dispose());
    }

    private async Task CheckAsync(FollowedHistory<Kind> history, string role, bool ofAllRecords)
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        string[] users = [await world.UserAsync(mine, other), await world.UserAsync(mine, other)];
        await world.RunAsync("removeTeamMembers", new { teamId = other, userIds = new[] { users[0] } });
        await world.GiveAsync(users[0], role);
        var me = world.Server.As(users[0]);
        var start = await world.CursorAsync();
        await using var live = ofAllRecords
            ? await HeldCases.FollowRecordsAsync(FollowedOver.Events, me, start)
            : await HeldCases.FollowAsync(FollowedOver.Events, me, start);

        var doing = new Doing(world, [mine, other], users);
        foreach (var action in history.Actions)
            await doing.DoAsync(action);
        // Its event is the last one, whatever happened before.
        var last = await world.CaseAsync(mine, users[0]);
        await world.Server.SettledAsync();

        await live.AssertListedAsync(me, start, history.PageSizes, last);
    }

    [Theory]
    [InlineData(FollowedOver.Socket)]
    [InlineData(FollowedOver.Events)]
    public async Task Whatever_is_done_with_cases_and_rights_the_client_has_the_list(FollowedOver transport)
    {
        var roles = new Dictionary<Right, string>
        {
            [Right.Own] = await world.RoleAsync("CASE_VIEW:OWN"),
            [Right.Team] = await world.RoleAsync("CASE_VIEW:TEAM"),
            [Right.All] = await world.RoleAsync("CASE_VIEW:ALL"),
        };
        await new Chosen<ChangedHistory<Kind, Right>>(choices =>
            ChangedHistory.Make<Kind, Right>(choices, Actions, changes: 4, whom: 2)
        ).SampleAsync(history => CheckAsync(history, transport, roles), iter: Iterations.Of(6), threads: 1);
    }

    private async Task CheckAsync(
        ChangedHistory<Kind, Right> history,
        FollowedOver transport,
        Dictionary<Right, string> roles
    )
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        string[] users = [await world.UserAsync(mine), await world.UserAsync(mine, other)];
        await world.GiveAsync(users[0], roles[Right.Team]);
        var me = world.Server.As(users[0]);
        await using var live = await HeldCases.FollowAsync(transport, me, await world.CursorAsync());

        var doing = new Doing(world, [mine, other], users);
        await history.RunAsync(
            doing.DoAsync,
            step =>
                live.ChangeAsync(
                    () => world.CallerAsync(users[0]),
                    () =>
                        step.Kind switch
                        {
                            Right.Join => world.AddAsync(other, users[0]),
                            Right.Leave => world.RemoveAsync(other, users[0]),
                            _ => world.GiveAsync(users[0], roles[step.Kind]),
                        }
                )
        );
        await live.AssertHasAsync(me, await world.CaseAsync(mine, users[0]));
    }

    public enum Right
    {
        Join,
        Leave,
        Own,
        Team,
        All,
    }

    public enum Kind
    {
        Create,
        Write,
        Move,
        Assign,
        Unassign,
        Rename,
        Delete,
        Restore,
        Purge,
    }

    /// <summary>Somebody who follows the log, and reads it too.</summary>
    private sealed class Watch(HttpClient client, GraphEvents live) : IDisposable
    {
        private const string Selection =
            "cursor kind caseNumber version occurredAt fields { field before after } updates { text attachments { fileName } } changeSet { action reason } case { subject team { name } updates(first: 2) { totalCount nodes { text } } changes(first: 20) { nodes { kind fields { field } } } }";

        public static async Task<Watch> OpenAsync(HttpClient client, string start) =>
            new(
                client,
                await GraphEvents.OpenAsync(
                    client,
                    $$"""subscription { onCaseChanged(after: "{{start}}") { {{Selection}} } }"""
                )
            );

        /// <summary>What is new in it behind a cursor: nothing else has happened since.</summary>
        public async Task AssertTellsTheLogAsync(string cursor)
        {
            var data = await client.AskAsync(
                $$"""{ caseChanges(first: 100, after: "{{cursor}}") { nodes { {{Selection}} } } }"""
            );
            foreach (var expected in data.GetProperty("caseChanges").GetProperty("nodes").EnumerateArray())
                Assert.Equal(expected.GetRawText(), (await live.ReadAsync())!.Value.GetRawText());
        }

        public void Dispose() => live.Dispose();
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
                    Kind.Write => world.RunAsync("addCaseUpdate", new { caseId = id, text = $"{Guid.NewGuid()}" }),
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
