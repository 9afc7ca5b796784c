using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Seeding;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>Many lists, each another user's (tools/feed-load --lists).</summary>
public sealed class ListLoadTests(ITestOutputHelper output)
{
    private const int Cases = 100_000;
    private const int Busy = 2_000;
    private const int ListsPerSocket = 100;
    private const int WritesPerSecond = 100;
    private const int Seconds = 60;

    private static readonly int Lists = int.Parse(
        Environment.GetEnvironmentVariable("CASESGRAPH_LISTS") ?? "10000",
        CultureInfo.InvariantCulture
    );

    [LoadFact]
    public async Task Every_list_is_told_what_the_log_says_of_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var until = TimeProvider.System.GetUtcNow().UtcDateTime;
        await new Seeder(database.Outside).SeedAsync(Cases, until, progress: null, default);
        var users = await AddUsersAsync(database);
        var assignees = await AssigneesAsync(database);
        var busy = assignees.Keys.Take(Busy).ToList();
        await using var server = await ServerProcess.StartAsync(database);
        var empty = server.Usage;
        var readers = new List<ListReader>();
        var clock = Stopwatch.StartNew();
        foreach (var some in users.Chunk(ListsPerSocket))
            readers.Add(await ListReader.StartAsync(server.Client, some));
        await server.Client.SubscribedAsync(Lists);
        var joined = (clock.Elapsed, server.Usage.Cpu - empty.Cpu, server.Usage.Bytes);
        var start = await server.Client.ChangeCursorAsync();
        var before = server.Usage;
        var statements = await server.Client.MetricAsync("casesgraph_sql_statements_total");

        clock.Restart();
        var answered = await WriteAsync(server.Client, busy, users);
        clock.Stop();

        var after = server.Usage;
        statements = await server.Client.MetricAsync("casesgraph_sql_statements_total") - statements;
        output.Print("lists", $"{Lists} on {readers.Count} sockets, over {Cases} cases");
        output.Print("joined in", $"{joined.Elapsed.TotalSeconds:F1} s, {joined.Item2.TotalSeconds:F1} s of CPU");
        var changes = await CompareAsync(server.Client, start, assignees, readers);
        output.Print("changes", $"{changes} in {clock.Elapsed.TotalSeconds:F1} s");
        output.Print("writes answered within", FeedLoad.Latencies(answered));
        output.Print("SQL reads a change", $"{(double)statements / changes:F1}");
        output.Print("server CPU", $"{(after.Cpu - before.Cpu) / clock.Elapsed:P0} of one core");
        output.Print(
            "server memory",
            $"{FeedLoad.Mega(empty.Bytes)} at start, {FeedLoad.Mega(joined.Bytes)} with all, {FeedLoad.Mega(after.Bytes)} at the end"
        );
        foreach (var reader in readers)
            await reader.DisposeAsync();
        await Eventually.HoldsAsync(async () => await server.Client.MetricAsync("casesgraph_feed_subscribers") == 0);
    }

    /// <summary>All that was received is what the oracle says, no more and no less; the number of changes.</summary>
    private async Task<int> CompareAsync(
        HttpClient server,
        string start,
        Dictionary<long, string> assignees,
        List<ListReader> readers
    )
    {
        var log = await server.ListChangesAsync(start, ListOracle.Selection);
        var oracle = new ListOracle(assignees);
        foreach (var change in log)
            oracle.Add(JsonElement.Parse(change));
        var expected = readers.SelectMany(reader => reader.Received.Keys).Sum(user => oracle.Told(user).Count);
        await Eventually.EqualAsync(expected, () => readers.Sum(reader => reader.Events));
        await Task.WhenAll(readers.Select(reader => reader.EndAsync()));
        foreach (var (user, events) in readers.SelectMany(reader => reader.Received))
            Assert.Equal(oracle.Told(user), events);
        output.Print("events delivered", $"{expected}, as the oracle has them");
        output.Print("latency p50 / p99 / max", FeedLoad.Latencies(readers.SelectMany(reader => reader.Latencies)));
        return log.Count;
    }

    /// <summary>In how many milliseconds each change was answered.</summary>
    private static async Task<IReadOnlyCollection<double>> WriteAsync(
        HttpClient server,
        List<long> busy,
        string[] users
    )
    {
        var random = new Random(16);
        var answered = new ConcurrentBag<double>();
        await FeedLoad.PaceAsync(
            WritesPerSecond,
            Seconds,
            async _ =>
            {
                var begun = Stopwatch.GetTimestamp();
                await ChangeAsync(server, random, busy, users);
                answered.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        );
        return answered;
    }

    /// <summary>Half of the changes move a case from one user's list to another's.</summary>
    private static Task<JsonElement> ChangeAsync(HttpClient server, Random random, List<long> busy, string[] users)
    {
        var (number, user) = (busy[random.Next(busy.Count)], users[random.Next(users.Length)]);
        var priority = random.Next(3) switch
        {
            0 => "HIGH",
            1 => "MEDIUM",
            _ => "LOW",
        };
        return random.Next(10) switch
        {
            < 2 => server.WriteAsync("createCase", $"subject: \"Another\", assignedToId: \"{user}\""),
            < 5 => server.WriteAsync("updateCase", $"id: {number}, priority: {priority}"),
            _ => server.WriteAsync("updateCase", $"id: {number}, assignedToId: \"{user}\""),
        };
    }

    /// <summary>One for each list; their ids.</summary>
    private static async Task<string[]> AddUsersAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        var users = Enumerable
            .Range(0, Lists)
            .Select(at =>
            {
                var user = new User { UserName = $"list{at}", FullName = $"Follower {at}" };
                user.FoldUserName();
                return user;
            })
            .ToList();
        db.AddRange(users);
        await db.SaveWithMembersAsync();
        return [.. users.Select(user => OpaqueId.Encode(nameof(User), user.Id))];
    }

    /// <summary>Those of all cases in use that have one.</summary>
    private static async Task<Dictionary<long, string>> AssigneesAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        return await db.Set<Case>()
            .Where(@case => @case.DeletedAt == null && @case.AssignedToId != null)
            .OrderBy(@case => @case.Number)
            .ToDictionaryAsync(
                @case => @case.Number,
                @case => OpaqueId.Encode(nameof(User), @case.AssignedToId!.Value)
            );
    }
}
