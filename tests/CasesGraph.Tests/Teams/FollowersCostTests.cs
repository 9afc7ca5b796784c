using CasesGraph.Access;
using CasesGraph.ChangeLog.Feed;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.MassUpdate;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Teams;

/// <summary>What members of teams cost who follow, however many they are.</summary>
public sealed class FollowersCostTests : IAsyncLifetime
{
    private const int Others = 10;

    /// <summary>Whoever was asked for was so lately, however slow the machine.</summary>
    private readonly TeamWorld world = new() { Clock = new StillClock() };

    /// <summary>Each test begins its server itself: what that does in the background belongs to a trace that is there.</summary>
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Who_follows_all_records_shares_a_reading_with_the_same_teams_and_has_none_of_others_cases()
    {
        using var traced = new TracedStatements();
        await world.InitializeAsync();
        var role = await world.RoleAsync("CASE_VIEW:TEAM", "DIRECTORY_VIEW:ALL");
        var (mine, other, nobodys) = (await world.TeamAsync(), await world.TeamAsync(), await world.TeamAsync());
        var numbers = new List<long> { await world.CaseAsync(mine) };
        for (var one = 0; one < Others; one++)
            numbers.Add(await world.CaseAsync(nobodys));
        await world.Server.SettledAsync();
        var streams = new List<GraphEvents>();
        foreach (var team in (string[])[mine, mine, mine, other])
        {
            var user = await world.UserAsync(team);
            await world.GiveAsync(user, role);
            streams.Add(
                await GraphEvents.OpenAsync(
                    world.Server.As(user),
                    "subscription { onRecordChanged(types: [CASE]) { kind ... on CaseChange { caseNumber } } }"
                )
            );
        }
        var feed = world.Server.Get<ChangeFeed>();
        await Eventually.EqualAsync(4, () => feed.Subscribers);
        Assert.Equal(2, feed.Readings);
        var before = OfMembers();

        // At once, as each round of the reader is a reading.
        var changed = await world.RunAsync(
            "massUpdateCases",
            new { select = new { ids = numbers }, set = new { priority = "HIGH" } }
        );
        Assert.Empty(changed.Errors);

        foreach (var stream in streams.Take(3))
        {
            var told = (await stream.ReadAsync())!.Value;
            Assert.Equal(numbers[0], told.GetProperty("caseNumber").GetInt64());
        }
        // Not one for each record, nor for each stream.
        Assert.InRange(OfMembers() - before, 1, Others - 1);
        streams.ForEach(stream => stream.Dispose());

        int OfMembers() =>
            traced.Texts.Count(text =>
                text.Contains("FacetsBefore", StringComparison.Ordinal)
                && text.Contains("TeamId", StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task What_changes_the_rights_of_one_is_read_for_all_who_were_asked_for_lately_at_once()
    {
        await world.InitializeAsync();
        var team = await world.TeamAsync();
        var users = new List<string>();
        for (var one = 0; one < Others; one++)
            users.Add(await world.UserAsync(team));
        await AskAsync();
        await world.GiveAsync(users[0], await world.RoleAsync("CASE_VIEW:TEAM"));
        using var statements = new CaseStatements(
            world.Server.Database,
            text => text.Contains("\"TeamMember\"", StringComparison.Ordinal)
        );

        await AskAsync();

        // By who asks first.
        Assert.Single(statements.Texts);
        Assert.Equal(AccessLevel.Team, (await world.CallerAsync(users[0])).Access[AccessAction.CaseView]);
        Assert.Equal([TeamWorld.Key(team)], await world.TeamsAsync(users[^1]));

        async Task AskAsync()
        {
            foreach (var user in users)
                await world.CallerAsync(user);
        }
    }
}
