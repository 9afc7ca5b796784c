using System.Diagnostics;
using System.Text.Json;
using CasesGraph.ChangeLog.Feed;
using CasesGraph.Tests.ChangeLog.Feed;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.MassUpdate;
using Xunit.Abstractions;

namespace CasesGraph.Tests.Teams;

/// <summary>Runs only when it is asked for (tools/feed-load --teams): it wants the machine for itself.</summary>
public sealed class TeamLoadTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Teams = 40;
    private const int TeamsOfOne = 3;
    private const int Users = 1_000;
    private const int WritesPerSecond = 20;
    private const int Seconds = 30;

    private readonly TeamWorld world = new()
    {
        Server =
        {
            Settings = { ["Limits:ConnectionsPerCaller"] = "100000", ["Limits:ConnectionsPerAddress"] = "100000" },
        },
    };

    private HttpClient Client => world.Client;

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [LoadFact]
    public async Task Members_of_many_sets_of_teams_are_told_of_their_own()
    {
        var teams = new List<string>();
        while (teams.Count < Teams)
            teams.Add(await world.TeamAsync());
        await RunAsync(sets: 1, teams);
        await RunAsync(sets: 200, teams);
    }

    private async Task RunAsync(int sets, List<string> teams)
    {
        var role = await world.RoleAsync("CASE_VIEW:TEAM");
        var random = new Random(sets);
        var members = Enumerable
            .Range(0, sets)
            .Select(_ => teams.OrderBy(_ => random.Next()).Take(TeamsOfOne).ToHashSet(StringComparer.Ordinal))
            .ToList();
        var (first, start) = (await world.CaseAsync(TeamWorld.First), await world.CursorAsync());
        // All of them first: with every new member, those who follow already are asked for anew.
        var users = new List<string>();
        while (users.Count < Users)
        {
            users.Add(await world.UserAsync([.. members[users.Count % sets]]));
            await world.GiveAsync(users[^1], role);
        }
        var followers = new List<Follower>();
        foreach (var (place, user) in users.Index())
            followers.Add(await Follower.OpenAsync(world.Server.As(user), members[place % sets]));
        var feed = world.Server.Get<ChangeFeed>();
        var readings = feed.Readings;
        var cases = new List<string>();
        var statements = await Client.MetricAsync("casesgraph_sql_statements_total");
        var clock = Stopwatch.StartNew();
        await FeedLoad.PaceAsync(WritesPerSecond, Seconds, write => WriteAsync(write, cases, teams));
        clock.Stop();
        statements = await Client.MetricAsync("casesgraph_sql_statements_total") - statements;
        await world.Server.SettledAsync();
        var changes = (await Client.ListChangesAsync(start, "cursor")).Count;
        foreach (var teamId in teams)
            Assert.Empty((await world.RunAsync("createCase", new { subject = Follower.End, teamId })).Errors);
        foreach (var follower in followers)
            await follower.AssertListedAsync(first);
        var latencies = followers.SelectMany(one => one.Latencies).ToList();
        output.Print(
            "followers",
            $"{Users} members of {sets} sets of {TeamsOfOne} of {Teams} teams, {readings} readings"
        );
        output.Print("changes", $"{changes} in {clock.Elapsed.TotalSeconds:F1} s");
        output.Print("events delivered", $"{latencies.Count}, lost 0, of others' cases 0");
        output.Print("latency p50 / p99 / max", FeedLoad.Latencies(latencies));
        output.Print("SQL statements a change", $"{(double)statements / changes:F1}");
        output.Print("of a right of another", $"{await RightsAsync(role)} statements about roles");
        followers.ForEach(one => one.Dispose());
        await Eventually.EqualAsync(0, () => feed.Readings);
    }

    /// <summary>All who follow are asked for anew, which they are within a second.</summary>
    private async Task<int> RightsAsync(string role)
    {
        var other = await world.UserAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(2));
        await pace.WaitForNextTickAsync();
        using var statements = new CaseStatements(
            world.Server.Database,
            text =>
                text.Contains("\"UserRole\"", StringComparison.Ordinal)
                && text.Contains("SELECT", StringComparison.Ordinal)
        );
        await world.GiveAsync(other, role);
        await pace.WaitForNextTickAsync();
        return statements.Texts.Count;
    }

    /// <summary>Every third write moves a case to another team.</summary>
    private async Task WriteAsync(int write, List<string> cases, List<string> teams)
    {
        var teamId = teams[write * 7 % Teams];
        if (write % 3 == 2 && cases.Count > 0)
        {
            await world.RunAsync("updateCase", new { id = cases[write * 5 % cases.Count], teamId });
            return;
        }
        var number = await world.CaseAsync(teamId);
        lock (cases)
            cases.Add($"{number}");
    }

    private sealed class Follower(HttpClient client, GraphEvents live, HashSet<string> teams) : IDisposable
    {
        public const string End = "End";

        private readonly SortedSet<long> held = [];
        private Task? reading;

        public List<double> Latencies { get; } = [];

        public static async Task<Follower> OpenAsync(HttpClient client, HashSet<string> teams)
        {
            var live = await GraphEvents.OpenAsync(
                client,
                "subscription { onCaseChanged { kind caseNumber occurredAt case { subject team { id } } } }"
            );
            var follower = new Follower(client, live, teams);
            follower.reading = follower.ReadAsync();
            return follower;
        }

        /// <summary>Once it is at the end, it holds what the list has behind a number.</summary>
        public async Task AssertListedAsync(long first)
        {
            await reading!;
            var where = $$"""where: { number: { gt: {{first}} }, subject: { neq: "{{End}}" } }""";
            var data = await client.AskAsync($"{{ cases(first: 100, {where}) {{ nodes {{ number }} totalCount }} }}");
            var cases = data.GetProperty("cases");
            Assert.InRange(cases.GetProperty("totalCount").GetInt32(), 1, 100);
            var listed = cases
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("number").GetInt64());
            Assert.Equal(listed.Order(), held);
        }

        public void Dispose() => live.Dispose();

        private async Task ReadAsync()
        {
            while ((await live.ReadAsync())?.Value is { } change && !IsEnd(change))
            {
                Latencies.Add(FeedLoad.Latency(change));
                Take(change);
            }
        }

        private static bool IsEnd(JsonElement change) =>
            change.GetProperty("case") is { ValueKind: JsonValueKind.Object } told
            && told.GetProperty("subject").GetString() is End;

        private void Take(JsonElement change)
        {
            var number = change.GetProperty("caseNumber").GetInt64();
            if (change.GetProperty("kind").GetString() is "HIDDEN")
            {
                held.Remove(number);
                return;
            }
            var team = change.GetProperty("case").GetProperty("team").GetProperty("id").GetString()!;
            Assert.Contains(team, teams);
            held.Add(number);
        }
    }
}
