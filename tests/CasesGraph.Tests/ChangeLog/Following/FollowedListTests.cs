using System.Globalization;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.ChangeLog.Following;

/// <summary>Invariants L1 to L3: what follows a list is decided by the log alone, and adds up to the list.</summary>
public sealed class FollowedListTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private const int Filters = 20;
    private const int Callers = 4;
    private const int ActionsOfOne = 50;

    private static readonly Gen<RandomAction> Actions = Gen.Frequency(
        (20, RandomAction.Any),
        (1, Gen.Int[0, RandomAction.Cases - 1].Select(Purge))
    );

    public Task InitializeAsync() => RandomStatuses.AddAsync(world);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public Task Live_or_replayed_cut_off_or_not_the_same_events_come_and_add_up_to_the_list() =>
        Gen.Select(Actions.Array[ActionsOfOne].Array[Callers], FollowedFilter.Any.Array[Filters], Gen.Int)
            .SampleAsync(
                sample => RunAsync(sample, () => Task.FromResult(world.Server.Client), Task.CompletedTask),
                iter: Iterations.Of(2),
                threads: 1
            );

    [Fact]
    public Task Through_another_process_that_is_killed_meanwhile_the_same_events_come() =>
        Gen.Select(Actions.Array[ActionsOfOne].Array[Callers], FollowedFilter.Any.Array[Filters], Gen.Int)
            .SampleAsync(
                async sample =>
                {
                    var process = ServerProcess.StartAsync(world.Server.Database);
                    await process;
                    await RunAsync(sample, async () => (await process).Client, KillAsync());
                    await (await process).DisposeAsync();

                    async Task KillAsync()
                    {
                        await world.NewCaseAsync();
                        var killed = await process;
                        process = ServerProcess.StartAsync(world.Server.Database);
                        await killed.KillAsync();
                        await process;
                    }
                },
                iter: 1,
                threads: 1
            );

    [Fact]
    public Task At_every_cursor_what_entered_and_did_not_leave_is_the_list() =>
        Gen.Select(Actions.Array[10], FollowedFilter.Any.Array[Filters])
            .SampleAsync(sample => StepAsync(sample.Item1, sample.Item2), iter: Iterations.Of(4), threads: 1);

    /// <summary>Several callers act while a client follows.</summary>
    /// <param name="server">Followed through.</param>
    /// <param name="meanwhile">What else goes on while the callers act.</param>
    private async Task RunAsync(
        (RandomAction[][] Callers, string[] Filters, int Seed) sample,
        Func<Task<HttpClient>> server,
        Task meanwhile
    )
    {
        var (callers, filters, seed) = sample;
        var start = await world.Server.SettledAsync();
        var first = await RandomAction.NewCasesAsync(world);
        var lists = Lists(filters, first);
        var end = new TaskCompletionSource<IReadOnlyList<int>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var follower = new Follower(server, lists, start, new Random(seed));
        var following = follower.ReadAsync(end.Task);
        await Task.WhenAll(
            callers.Select(async actions =>
            {
                foreach (var action in actions)
                    await action.RunAsync(world, first, await SetsAsync(start));
            })
        );
        await meanwhile;
        await world.Server.SettledAsync();

        var expected = new List<IReadOnlyList<string>>();
        foreach (var list in lists)
            expected.Add(await ChangesAsync(list, start));
        end.SetResult([.. expected.Select(events => events.Count)]);
        await following;

        Assert.Equal(expected, follower.Received);
        foreach (var (list, events) in lists.Zip(expected))
            Assert.Equal((list, Text(await CasesAsync(list))), (list, Text(Holding(events))));
        await AssertWholeAsync(start, first);
    }

    private async Task StepAsync(RandomAction[] actions, string[] filters)
    {
        var start = await world.Server.SettledAsync();
        var first = await RandomAction.NewCasesAsync(world);
        var lists = Lists(filters, first);
        var seen = new List<(string Cursor, IReadOnlyList<IReadOnlyList<long>> Cases)>();
        foreach (var action in actions)
        {
            await action.RunAsync(world, first, await SetsAsync(start));
            await world.Server.SettledAsync();
            var cases = new List<IReadOnlyList<long>>();
            foreach (var list in lists)
                cases.Add(await CasesAsync(list));
            seen.Add((await world.Server.SettledAsync(), cases));
        }
        foreach (var (at, list) in lists.Index())
        {
            var events = await ChangesAsync(list, start);
            foreach (var (cursor, cases) in seen)
                Assert.Equal(cases[at], Holding(events.Where(change => !IsBehind(change, cursor))));
        }
    }

    /// <summary>Without a list every change comes once, and none tells of a list.</summary>
    private async Task AssertWholeAsync(string start, long first)
    {
        var all = await world.Server.Client.ListChangesAsync(start, Follower.Selection);
        Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, change => Assert.Contains("\"listEffect\":null", change, StringComparison.Ordinal));
        Assert.Contains(all, change => change.Contains($"\"caseNumber\":{first}", StringComparison.Ordinal));
    }

    /// <summary>The lists look at the cases of the sequence alone.</summary>
    private string[] Lists(string[] filters, long first) =>
        [
            .. filters.Select(filter =>
                world.Resolve($"{{and: [{{number: {{gte: {first}}}}}, {{{RandomAction.Numbered(filter, first)}}}]}}")
            ),
        ];

    private async Task<IReadOnlyList<string>> ChangesAsync(string list, string after)
    {
        await world.Server.SettledAsync();
        return await world.Server.Client.ListChangesAsync(after, Follower.Selection, list: list);
    }

    private async Task<IReadOnlyList<long>> CasesAsync(string where)
    {
        var data = await world.ReadAsync(
            $"{{ cases(where: {where}, order: [{{number: ASC}}], first: 100) {{ nodes {{ number }} }} }}"
        );
        return
        [
            .. data.GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("number").GetInt64()),
        ];
    }

    private static IReadOnlyList<long> Holding(IEnumerable<string> events)
    {
        var cases = new SortedSet<long>();
        foreach (var text in events)
        {
            var change = JsonDocument.Parse(text).RootElement;
            var number = change.GetProperty("caseNumber").GetInt64();
            switch (change.GetProperty("listEffect").GetString())
            {
                case "ENTERED":
                    Assert.True(cases.Add(number));
                    break;
                case "STAYED":
                    Assert.Contains(number, cases);
                    break;
                default:
                    Assert.Equal("LEFT", change.GetProperty("listEffect").GetString());
                    Assert.True(cases.Remove(number));
                    break;
            }
        }
        return [.. cases];
    }

    private static string Text(IReadOnlyList<long> numbers) => string.Join(' ', numbers);

    private static bool IsBehind(string change, string cursor)
    {
        Assert.True(CasesGraph.Query.LogPosition.TryParse(cursor, out var place));
        var own = JsonDocument.Parse(change).RootElement.GetProperty("cursor").GetString()!;
        Assert.True(CasesGraph.Query.LogPosition.TryParse(own, out var position));
        return position > place;
    }

    private async Task<IReadOnlyList<string>> SetsAsync(string after)
    {
        var changes = await world.Server.Client.AskAsync(
            $"{{ caseChanges(last: 100, where: {{since: \"{after}\"}}) {{ nodes {{ changeSet {{ id }} }} }} }}"
        );
        return
        [
            .. changes
                .GetProperty("caseChanges")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("changeSet").GetProperty("id").GetString()!)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static RandomAction Purge(int place) => new("purgeCases", $"select: {{ids: [#{place}]}}", place);
}
