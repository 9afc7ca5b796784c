using System.Globalization;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>Entries of a time are found by their positions, which need not follow the times.</summary>
public sealed class LogTimesTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private const int Entries = 40;
    private const int Minutes = 60;
    private const int Looks = 3;

    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public async Task InitializeAsync()
    {
        await world.NewCaseAsync();
        for (var entry = 0; entry < Entries; entry++)
            await world.RunAsync("updateCase", $"{{id: \"@case\", subject: \"{entry}\"}}");
        await world.Server.SettledAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Clocks may differ, stand still, or be set back by any time, and any part of the log was looked at before.</summary>
    [Fact]
    public async Task Entries_of_a_time_are_found_whatever_clocks_did()
    {
        await Gen.Select(
                Gen.Int[0, Minutes].Array[4, 30],
                Gen.Int[0, Looks],
                Gen.Int[-1, Minutes + 1].Array[2],
                Gen.Bool,
                Gen.Int[1, 7]
            )
            .SampleAsync(
                async sample =>
                {
                    var (clocks, looks, ends, isOrdered, size) = sample;
                    await SetTimesAsync(isOrdered ? [.. clocks.Order()] : clocks, looks);
                    await AssertFoundAsync(ends.Min(), ends.Max(), size);
                },
                iter: Iterations.Of(40),
                threads: 1
            );
    }

    [Fact]
    public async Task What_has_entries_of_a_time_is_found_by_them()
    {
        await world.NewCaseAsync();
        await world.NewCaseAsync();
        await world.Server.SettledAsync();
        await SetTimesAsync([10, 50, 20, 40, 30], looks: Looks);
        await using var db = world.Server.Database.CreateDb();

        foreach (var minute in (int[])[0, 20, 35, 50, 51])
        {
            var first = Start.AddMinutes(minute);
            var expected = await db
                .CaseChanges.Where(change => change.OccurredAt >= first)
                .Select(change => change.CaseNumber!.Value)
                .Distinct()
                .OrderByDescending(number => number)
                .ToListAsync();
            var data = await world.ReadAsync(
                $"{{ cases(first: 100, where: {{changes: {{some: {{occurredAt: {{gte: \"{Text(minute)}\"}}}}}}}}) {{ totalCount nodes {{ number }} }} }}"
            );
            var found = data.GetProperty("cases");
            Assert.Equal(expected.Count, found.GetProperty("totalCount").GetInt32());
            Assert.Equal(
                expected,
                found.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("number").GetInt64())
            );
        }
    }

    /// <summary>Gives the entries times, of which some were looked at before and the others are new to whoever reads.</summary>
    private async Task SetTimesAsync(int[] clocks, int looks)
    {
        await using var db = world.Server.Database.CreateDb();
        var all = await db.Set<RecordChange>().OrderBy(change => change.Id).ToListAsync();
        foreach (var (at, change) in all.Index())
            change.OccurredAt = Start.AddMinutes(clocks[at * clocks.Length / all.Count]);
        await db.SaveChangesAsync();
        var known = new LogOrder();
        if (looks < Looks)
        {
            foreach (var change in all.Take(all.Count * looks / Looks))
                known = known.With(change.Id, UtcMicroseconds.From(change.OccurredAt));
        }
        await db.Set<LogOrder>()
            .ExecuteUpdateAsync(set =>
                set.SetProperty(order => order.UpTo, known.UpTo)
                    .SetProperty(order => order.Latest, known.Latest)
                    .SetProperty(order => order.Disorder, known.Disorder)
            );
        if (looks == Looks)
            await world
                .Server.Get<IEnumerable<IStartStep>>()
                .OfType<LogOrderUpkeep>()
                .Single()
                .LookOnceAsync(1, default);
    }

    private async Task AssertFoundAsync(int from, int to, int size)
    {
        await using var db = world.Server.Database.CreateDb();
        var (first, last) = (Start.AddMinutes(from), Start.AddMinutes(to));
        var expected = await db
            .CaseChanges.Where(change => change.OccurredAt >= first && change.OccurredAt < last)
            .OrderBy(change => change.Id)
            .Select(change => change.Version)
            .ToListAsync();
        var where = $"where: {{occurredAt: {{gte: \"{Text(from)}\", lt: \"{Text(to)}\"}}}}";

        Assert.Equal(expected, await WalkAsync(where, $"first: {size}", "after", "endCursor", "hasNextPage"));
        var back = await WalkAsync(where, $"last: {size}", "before", "startCursor", "hasPreviousPage");
        Assert.Equal(expected.Order(), back.Order());
        var down = $"{where}, order: [{{occurredAt: DESC}}]";
        Assert.Equal(
            expected.AsEnumerable().Reverse(),
            await WalkAsync(down, $"first: {size}", "after", "endCursor", "hasNextPage")
        );
        var data = await world.ReadAsync($"{{ caseChanges({where}) {{ totalCount }} }}");
        Assert.Equal(expected.Count, data.GetProperty("caseChanges").GetProperty("totalCount").GetInt32());
    }

    /// <summary>The versions that the case had, page by page.</summary>
    private async Task<List<int>> WalkAsync(string where, string size, string behind, string cursor, string more)
    {
        var found = new List<int>();
        for (string? place = null; ; )
        {
            var next = place is null ? "" : $", {behind}: \"{place}\"";
            var data = await world.ReadAsync(
                $"{{ caseChanges({where}, {size}{next}) {{ nodes {{ version }} pageInfo {{ {cursor} {more} }} }} }}"
            );
            var page = data.GetProperty("caseChanges");
            found.AddRange(
                page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("version").GetInt32())
            );
            var info = page.GetProperty("pageInfo");
            if (!info.GetProperty(more).GetBoolean())
                return found;
            place = info.GetProperty(cursor).GetString();
        }
    }

    private static string Text(int minutes) =>
        Start.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
