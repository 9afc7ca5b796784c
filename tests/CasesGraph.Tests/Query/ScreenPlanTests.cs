using System.Text.Json.Nodes;
using CasesGraph.Bench.Screens;
using CasesGraph.Tests.Data.Postgres;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>The screens of front ends that the bench measures have answers, and plans that do not hang on statistics.</summary>
[Collection(SeededServers.Name)]
public sealed class ScreenPlanTests(SeededServers seeded)
{
    [Fact]
    public async Task A_screen_is_read_by_the_same_indexes_whatever_the_planner_knows()
    {
        var server = seeded[SeededServers.Many];
        await SaveFilterAsync();
        var values = await ScreenValues.FindAsync(
            async (_, query, variables) =>
                JsonNode.Parse((await seeded.DataAsync(SeededServers.Many, query, variables)).GetRawText())!,
            SeededServers.Many
        );
        var differing = new List<string>();
        foreach (var screen in Screen.All)
        {
            using var traced = new TracedStatements();
            await seeded.DataAsync(SeededServers.Many, screen.Document, screen.Given(values));
            string[] statements = [.. traced.Texts.Distinct(StringComparer.Ordinal)];
            var known = await seeded.ExplainAsync(SeededServers.Many, statements, Statistics.Complete);
            var unknown = TestDatabase.IsPostgres
                ? await PostgresPlans.ExplainAsync(server.Database, statements, withoutStatistics: true)
                : await seeded.ExplainAsync(SeededServers.Many, statements, Statistics.None);
            foreach (var (with, without) in known.Zip(unknown))
                if (!Reads(with).SequenceEqual(Reads(without), StringComparer.Ordinal))
                    differing.Add($"{screen.Title}\n{with}\nis without statistics\n{without}");
        }
        Assert.True(differing.Count == 0, string.Join("\n\n", differing));
    }

    private Task SaveFilterAsync() =>
        seeded.DataAsync(
            SeededServers.Many,
            """
            mutation {
              saveFilter(input: {
                name: "Open, by urgency", where: { state: { eq: OPEN } }, sharing: EVERYONE
                order: [{ priority: DESC }, { updatedAt: DESC }]
              }) { savedFilter { id } errors { __typename } }
            }
            """
        );

    /// <summary>Which tables and indexes are read, of what is more than a look at one row by its key.</summary>
    private static IEnumerable<string> Reads(StatementPlan plan) =>
        TestDatabase.IsPostgres
            ? plan
                .Steps.Where(step => step.Contains("Scan", StringComparison.Ordinal))
                .Select(step =>
                    step[(step.LastIndexOf("-> ", StringComparison.Ordinal) + 1)..].TrimStart('-', '>', ' ')
                )
                .Order(StringComparer.Ordinal)
            : plan.StepsOfMany;
}
