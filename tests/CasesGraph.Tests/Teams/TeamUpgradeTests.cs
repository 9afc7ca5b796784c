using CasesGraph.ChangeLog;
using CasesGraph.Data.Migrations;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CasesGraph.Tests.Teams;

/// <summary>Databases that had no teams.</summary>
public sealed class TeamUpgradeTests
{
    [Fact]
    public async Task Facets_of_older_entries_have_the_first_team_where_new_ones_have_theirs()
    {
        await using var server = await RunningServer.StartAsync(("Demo:Cases", "40"));
        await server.SettledAsync();
        await using var db = server.Database.CreateDb();
        var facets = db.Set<CaseChange>()
            .OrderBy(change => change.Id)
            .Select(change => new { change.FacetsBefore, change.FacetsAfter });
        // As if there had been no other team.
        foreach (var team in new[] { 2, 3 })
            await ReplaceAsync($"|q{team}|", "|q1|");
        var expected = await facets.ToListAsync();
        await ReplaceAsync("|q1|", "|");
        Assert.NotEqual(expected, await facets.ToListAsync());

        var migration = new MigrationBuilder(activeProvider: null);
        FirstTeam.Fill(migration, "0");
        await db.Database.ExecuteSqlRawAsync(migration.Operations.OfType<SqlOperation>().Last().Sql);

        Assert.Equal(expected, await facets.ToListAsync());

        Task ReplaceAsync(string old, string by) =>
            db.Set<CaseChange>()
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(c => c.FacetsBefore, c => c.FacetsBefore!.Replace(old, by))
                        .SetProperty(c => c.FacetsAfter, c => c.FacetsAfter!.Replace(old, by))
                );
    }
}
