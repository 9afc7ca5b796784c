using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Teams;

/// <summary>Who sees few cases reads the log in parts, of which each is looked through for what is theirs.</summary>
public sealed class LogWindowTests : IAsyncLifetime
{
    private const int Window = 5;
    private const int Others = 23;

    private readonly TeamWorld world = new() { Server = { Settings = { ["Limits:LogWindow"] = $"{Window}" } } };

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_page_that_is_not_full_says_where_to_go_on_until_all_is_told()
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(mine);
        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:TEAM"));
        var expected = new List<long>();
        for (var write = 0; write < Others; write++)
        {
            await world.CaseAsync(other);
            if (write is 0 or 1 or 9 or 22)
                expected.Add(await world.CaseAsync(mine));
        }
        await world.Server.SettledAsync();
        var me = world.Server.As(user);

        var forward = await WalkAsync(me, "first: 2", "after", "endCursor", "hasNextPage");
        var backward = await WalkAsync(me, "last: 2", "before", "startCursor", "hasPreviousPage");

        Assert.Equal(expected, forward.SelectMany(page => page));
        Assert.Equal(expected.AsEnumerable().Reverse(), backward.SelectMany(page => page.AsEnumerable().Reverse()));
        Assert.Contains(forward, page => page.Count == 0);
        Assert.Contains(backward, page => page.Count == 0);
        Assert.True(forward.Count >= Others / Window, $"Only {forward.Count} pages.");
    }

    [Fact]
    public async Task A_page_that_a_small_part_does_not_fill_looks_at_the_whole_of_its_part()
    {
        var demo = new TeamWorld { Server = { Settings = { ["Demo:Cases"] = "300" } } };
        await demo.InitializeAsync();
        try
        {
            var mine = await demo.TeamAsync();
            var user = await demo.UserAsync(mine);
            await demo.GiveAsync(user, await demo.RoleAsync("CASE_VIEW:TEAM"));
            long[] expected = [await demo.CaseAsync(mine), await demo.CaseAsync(mine)];
            await demo.Server.SettledAsync();
            var all = await demo.Client.AskAsync("{ caseChanges { totalCount } }");
            Assert.InRange(all.GetProperty("caseChanges").GetProperty("totalCount").GetInt32(), 600, 20_000);

            var pages = await WalkAsync(demo.Server.As(user), "first: 10", "after", "endCursor", "hasNextPage");

            Assert.Equal(expected, Assert.Single(pages));
        }
        finally
        {
            await demo.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_names_a_case_is_told_at_once()
    {
        var (mine, other) = (await world.TeamAsync(), await world.TeamAsync());
        var user = await world.UserAsync(mine);
        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:TEAM"));
        var number = await world.CaseAsync(mine);
        for (var write = 0; write < 2 * Window; write++)
            await world.CaseAsync(other);
        await world.RunAsync("updateCase", new { id = $"{number}", subject = "Last" });
        await world.Server.SettledAsync();

        var pages = await WalkAsync(
            world.Server.As(user),
            $"first: 10, where: {{ caseNumber: {{ eq: {number} }} }}",
            "after",
            "endCursor",
            "hasNextPage"
        );

        Assert.Equal([number, number], Assert.Single(pages));
    }

    [Fact]
    public async Task Whoever_is_told_all_has_full_pages()
    {
        for (var write = 0; write < 2 * Window; write++)
            await world.CaseAsync(TeamWorld.First);
        await world.Server.SettledAsync();

        var data = await world.Client.AskAsync("{ caseChanges(last: 10) { nodes { caseNumber } } }");

        Assert.Equal(10, data.GetProperty("caseChanges").GetProperty("nodes").GetArrayLength());
    }

    /// <summary>The numbers of cases, page by page.</summary>
    private static async Task<List<List<long>>> WalkAsync(
        HttpClient client,
        string arguments,
        string bound,
        string cursor,
        string more
    )
    {
        var pages = new List<List<long>>();
        string? place = null;
        while (true)
        {
            var given = place is null ? arguments : $"{arguments}, {bound}: \"{place}\"";
            var data = await client.AskAsync(
                $"{{ caseChanges({given}) {{ nodes {{ caseNumber }} pageInfo {{ {more} {cursor} }} }} }}"
            );
            var list = data.GetProperty("caseChanges");
            pages.Add([.. Numbers(list)]);
            if (!list.GetProperty("pageInfo").GetProperty(more).GetBoolean())
                return pages;
            var next = list.GetProperty("pageInfo").GetProperty(cursor).GetString();
            Assert.NotEqual(place, next, StringComparer.Ordinal);
            place = next;
        }
    }

    private static IEnumerable<long> Numbers(JsonElement list) =>
        list.GetProperty("nodes").EnumerateArray().Select(one => one.GetProperty("caseNumber").GetInt64());
}
