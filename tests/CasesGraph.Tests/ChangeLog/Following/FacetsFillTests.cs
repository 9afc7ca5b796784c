using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CasesGraph.Tests.ChangeLog.Following;

/// <summary>A log that an older version wrote.</summary>
public sealed class FacetsFillTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task Entries_of_an_older_version_get_the_facets_that_they_would_have()
    {
        await RandomAction.Any.Array[60].SampleAsync(RunAsync, iter: 1, threads: 1);
        await using var db = world.Server.Database.CreateDb();
        var purged = (await world.NewCaseAsync()).GetProperty("number").GetInt64();
        await world.RunAsync("purgeCases", $"{{select: {{ids: [{purged}]}}}}");
        var before = await FacetsAsync(db, purged);
        await db.CaseChanges.ExecuteUpdateAsync(set =>
            set.SetProperty(change => change.FacetsBefore, (string?)null)
                .SetProperty(change => change.FacetsAfter, (string?)null)
        );

        await new FacetsFill(NullLogger<FacetsFill>.Instance).RunAsync(db, CancellationToken.None);

        Assert.Equal(before, await FacetsAsync(db, purged));
        Assert.All(
            await db.CaseChanges.Where(change => change.CaseNumber == purged).ToListAsync(),
            change => Assert.Equal(("", ""), (change.FacetsBefore, change.FacetsAfter))
        );
        Assert.Contains(before, facets => facets.Contains("|g", StringComparison.Ordinal));
    }

    private async Task RunAsync(RandomAction[] actions)
    {
        var first = await RandomAction.NewCasesAsync(world, _ => "tags: [\"one\"]");
        foreach (var action in actions)
            await action.RunAsync(world, first, []);
    }

    /// <summary>The order of tags says nothing.</summary>
    private static async Task<IReadOnlyList<string>> FacetsAsync(CasesDb db, long but)
    {
        var changes = await db
            .CaseChanges.AsNoTracking()
            .Where(change => change.CaseNumber != but)
            .OrderBy(change => change.Id)
            .Select(change => new { change.FacetsBefore, change.FacetsAfter })
            .ToListAsync();
        return [.. changes.Select(change => $"{Sorted(change.FacetsBefore)} > {Sorted(change.FacetsAfter)}")];

        static string Sorted(string? facets) =>
            facets is null
                ? "none"
                : "|"
                    + string.Join(
                        '|',
                        // Who is led to a case by others is not told of what is so old.
                        facets.Split('|').Where(part => part is not ['m' or 'n', ..]).Order(StringComparer.Ordinal)
                    );
    }
}
