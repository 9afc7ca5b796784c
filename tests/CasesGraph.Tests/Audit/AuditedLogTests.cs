using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Roles;

namespace CasesGraph.Tests.Audit;

/// <summary>What is read off the log of a write, in its transaction: whoever has the answer finds the event.</summary>
public sealed class AuditedLogTests(RoleWorld world) : IClassFixture<RoleWorld>
{
    private HttpClient Administrator => world.Administrator;

    [Fact]
    public async Task A_member_that_a_team_gets_or_loses_is_an_event_of_the_user()
    {
        var made = await Administrator.MutateAsync("createTeam", new { name = $"Team {world.Next()}" });
        var team = made.Object("team").GetProperty("id").GetString()!;
        var user = await world.UserAsync();
        foreach (var mutation in new[] { "addTeamMembers", "removeTeamMembers" })
            Assert.Empty(
                (await Administrator.MutateAsync(mutation, new { teamId = team, userIds = new[] { user } })).Errors
            );

        var events = await Administrator.EventsAsync(
            $$"""objectId: { eq: "{{user}}" }, kind: { in: [MEMBER_ADDED, MEMBER_REMOVED] }"""
        );
        var changed = await Administrator.EventsAsync($$"""objectId: { eq: "{{team}}" }""");

        Assert.Equal(
            ["MEMBER_ADDED", "MEMBER_REMOVED"],
            events
                .Where(one => string.Equals(one.Detail("teamId"), team, StringComparison.Ordinal))
                .Select(one => one.Text("kind")!)
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.Equal(["CREATED"], changed.Select(one => one.Detail("change")!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_given_or_taken_is_an_event_of_the_user()
    {
        var role = await world.RoleAsync("BUG_VIEW");
        var user = await world.UserAsync(RoleWorld.Id("Light agent"));

        await RoleWorld.GiveAsync(Administrator, user, role);

        var events = await Administrator.EventsAsync($$"""objectId: { eq: "{{user}}" }, kind: { neq: MEMBER_ADDED }""");
        Assert.Equal(
            [
                // The role that new users get, and what the test made of it.
                "ROLE_GIVEN " + RoleWorld.Id("Agent"),
                "ROLE_GIVEN " + RoleWorld.Id("Light agent"),
                "ROLE_TAKEN " + RoleWorld.Id("Agent"),
                "ROLE_GIVEN " + role,
                "ROLE_TAKEN " + RoleWorld.Id("Light agent"),
            ],
            Sorted(
                events.Select(one => $"{one.Text("kind")} {one.Detail("roleId")}"),
                events.Select(one => one.Text("at")!)
            ),
            StringComparer.Ordinal
        );
        Assert.All(
            events,
            one =>
            {
                Assert.Equal(user, one.GetProperty("object").GetProperty("id").GetString());
                Assert.Equal("127.0.0.1", one.Text("address"));
                Assert.NotNull(one.Detail("changeSetId"));
                Assert.NotNull(one.Actor);
            }
        );
    }

    [Fact]
    public async Task A_change_of_a_role_tells_what_it_allows_before_and_after_and_so_does_its_undoing()
    {
        var role = await world.RoleAsync("BUG_VIEW");
        var changed = await Administrator.MutateAsync(
            "updateRole",
            new { id = role, grants = new[] { new { action = "BUG_VIEW" }, new { action = "BUG_EDIT" } } }
        );
        await Administrator.MutateAsync(
            "revertChangeSet",
            new { changeSetId = changed.Object("changeSet").GetProperty("id").GetString() }
        );
        await Administrator.MutateAsync("deleteRoles", new { ids = new[] { role } });

        var events = await Administrator.EventsAsync($$"""objectId: { eq: "{{role}}" }, kind: { eq: ROLE_CHANGED }""");

        Assert.Equal(
            [
                "CREATED  -> BUG_VIEW:ALL",
                "UPDATED BUG_VIEW:ALL -> BUG_VIEW:ALL BUG_EDIT:ALL",
                "UPDATED BUG_VIEW:ALL BUG_EDIT:ALL -> BUG_VIEW:ALL",
                "DELETED  -> ",
            ],
            events.Select(one => $"{one.Detail("change")} {one.Detail("grantsBefore")} -> {one.Detail("grantsAfter")}"),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_write_that_is_refused_changes_nothing_and_has_no_event()
    {
        var user = await world.UserAsync();
        var before = await Administrator.EventsAsync($$"""objectId: { eq: "{{user}}" }""");

        var refused = await Administrator.MutateAsync(
            "setUserRoles",
            new { userId = user, roleIds = new[] { RoleWorld.Id("Agent"), "Um9sZTo5OTk5OQ" } }
        );

        Assert.NotEmpty(refused.Errors);
        Assert.Equal(before.Count, (await Administrator.EventsAsync($$"""objectId: { eq: "{{user}}" }""")).Count);
    }

    [Fact]
    public async Task Purged_cases_are_an_event_each_which_still_names_them()
    {
        var cases = new List<string>();
        foreach (var subject in new[] { "One", "Other" })
        {
            var number = await Administrator.CreateCaseAsync(subject);
            var data = await Administrator.AskAsync($"{{ caseById(id: {number}) {{ id }} }}");
            cases.Add(data.GetProperty("caseById").GetProperty("id").GetString()!);
        }

        await Administrator.MutateAsync("purgeCases", new { select = new { ids = cases } });

        var ids = string.Join(", ", cases.Select(id => $"\"{id}\""));
        var events = await Administrator.EventsAsync($"objectId: {{ in: [{ids}] }}");
        Assert.All(events, one => Assert.Equal("CASE_PURGED", one.Text("kind")));
        Assert.Equal(
            cases.Order(StringComparer.Ordinal),
            events.Select(one => one.Text("objectId")!).Order(StringComparer.Ordinal)
        );
        Assert.All(
            events,
            one => Assert.Equal(System.Text.Json.JsonValueKind.Null, one.GetProperty("object").ValueKind)
        );
    }

    /// <summary>Those of one write have one time, and no order among them.</summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> texts, IEnumerable<string> times) =>
        texts
            .Zip(times)
            .OrderBy(one => one.Second, StringComparer.Ordinal)
            .ThenBy(one => one.First, StringComparer.Ordinal)
            .Select(one => one.First);
}
