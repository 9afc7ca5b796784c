using System.Diagnostics;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Seeding;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>A list that is followed from the beginning of a long log (tools/feed-load --replay).</summary>
public sealed class ReplayLoadTests(ITestOutputHelper output)
{
    /// <summary>They have a little over a million entries in the log.</summary>
    private const int Cases = 153_000;
    private const double Share = 0.01;
    private const int Runs = 3;

    [LoadFact]
    public async Task A_list_that_holds_little_is_followed_from_the_beginning()
    {
        await using var database = await TestDatabase.CreateAsync();
        var until = TimeProvider.System.GetUtcNow().UtcDateTime;
        await new Seeder(database.Outside).SeedAsync(Cases, until, progress: null, default);
        var (entries, user) = await ListAsync(database);
        await using var server = await ServerProcess.StartAsync(database);
        var list = $"list: {{ assignedToId: {{ eq: \"{user}\" }} }}";
        var asked = await server.Client.AskAsync($"{{ caseChanges({list}) {{ totalCount }} }}");
        var expected = asked.GetProperty("caseChanges").GetProperty("totalCount").GetInt32();
        output.Print("entries of the log", $"{entries}, {expected} of them under the list");
        for (var run = 1; run <= Runs; run++)
        {
            await using var socket = await GraphSocket.OpenAsync(server.Client);
            var (clock, before) = (Stopwatch.StartNew(), server.Usage.Cpu);
            await socket.SubscribeAsync(
                "1",
                $"subscription {{ onCaseChanged({list}, from: BEGINNING) {{ cursor caseNumber listEffect }} }}"
            );
            var positions = new List<long>();
            while (positions.Count < expected)
                positions.Add(FeedLoad.Position(await socket.NextAsync()));
            output.Print(
                $"replay {run}",
                $"{(server.Usage.Cpu - before).TotalSeconds:F2} s of CPU, {clock.Elapsed.TotalSeconds:F2} s"
            );
            Assert.Equal(positions.Distinct().Order(), positions);
        }
    }

    /// <summary>The number of entries, and the user who has the wanted share of the cases, as nearly as one has.</summary>
    private static async Task<(int Entries, string User)> ListAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        var held = await db.Set<Case>()
            .Where(@case => @case.DeletedAt == null && @case.AssignedToId != null)
            .GroupBy(@case => @case.AssignedToId!.Value)
            .Select(group => new { User = group.Key, Cases = group.Count() })
            .ToListAsync();
        var nearest = held.MinBy(one => Math.Abs(one.Cases - Share * Cases))!;
        return (await db.Set<CaseChange>().CountAsync(), OpaqueId.Encode(nameof(User), nearest.User));
    }
}
