using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Teams;

/// <summary>How many open cases a team has, for whoever asks.</summary>
public sealed class OpenCasesTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const string All = "{ teams(first: 100) { nodes { id openCases } } }";

    [Fact]
    public async Task A_team_has_its_open_cases_and_not_those_that_are_closed_or_deleted_or_of_teams_below()
    {
        var team = await world.TeamAsync();
        var below = await world.TeamAsync(team);
        await world.CaseAsync(team);
        var (closed, deleted) = (await world.CaseAsync(team), await world.CaseAsync(team));
        await world.CaseAsync(below);
        Assert.Equal((3, 1), (await CountAsync(world.Client, team), await CountAsync(world.Client, below)));

        await world.RunAsync("updateCase", new { id = closed, status = "CLOSED" });
        await world.RunAsync("deleteCases", new { select = new { ids = new[] { deleted } } });

        Assert.Equal(1, await CountAsync(world.Client, team));
    }

    [Fact]
    public async Task Cases_that_a_caller_does_not_see_are_not_counted()
    {
        var (own, other) = (await world.TeamAsync(), await world.TeamAsync());
        var (member, owner) = (await world.UserAsync(own), await world.UserAsync(own));
        await world.GiveAsync(member, await world.RoleAsync("CASE_VIEW:TEAM"));
        await world.GiveAsync(owner, await world.RoleAsync("CASE_VIEW:OWN"));
        await world.CaseAsync(own);
        await world.CaseAsync(own, owner);
        await world.CaseAsync(other);
        using var asMember = world.Server.As(member);
        using var asOwner = world.Server.As(owner);

        Assert.Equal((2, 0), (await CountAsync(asMember, own), await CountAsync(asMember, other)));
        Assert.Equal((1, 0), (await CountAsync(asOwner, own), await CountAsync(asOwner, other)));
    }

    [Fact]
    public async Task One_statement_counts_for_a_page_of_teams()
    {
        await world.TeamAsync();
        await world.TeamAsync();
        var (without, with) = (await StatementsAsync("id"), await StatementsAsync("id openCases"));
        Assert.Equal(without + 1, with);
        Assert.Equal(with, await StatementsAsync("id open: openCases"));

        async Task<int> StatementsAsync(string fields)
        {
            using var statements = new CountedStatements();
            await world.Client.AskAsync($"{{ teams(first: 100) {{ nodes {{ {fields} }} }} }}");
            return statements.Count;
        }
    }

    private static async Task<int> CountAsync(HttpClient client, string team)
    {
        var data = await client.AskAsync(All);
        return data.GetProperty("teams")
            .GetProperty("nodes")
            .EnumerateArray()
            .Single(one => string.Equals(TeamWorld.Id(one), team, StringComparison.Ordinal))
            .GetProperty("openCases")
            .GetInt32();
    }
}

/// <summary>The count looks at the open cases of the teams alone, however many others there are.</summary>
[Collection(SeededServers.Name)]
public sealed class OpenCasesPlanTests(SeededServers seeded)
{
    [Fact]
    public async Task Open_cases_are_counted_by_what_is_kept_of_teams()
    {
        using var traced = new TracedStatements();
        await seeded.DataAsync(SeededServers.Many, "{ teams { nodes { openCases } } }");

        var read = Assert.Single(traced.Texts, text => text.Contains("SUM(", StringComparison.OrdinalIgnoreCase));
        var plan = Assert.Single(await seeded.ExplainAsync(SeededServers.Many, [read], Statistics.Complete));

        Assert.Contains(plan.Steps, step => step.Contains("CaseTally", StringComparison.Ordinal));
    }
}
