using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Bench.Screens;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>The screens of front ends that the bench measures have answers, and plans that do not hang on statistics.</summary>
[Collection(SeededServers.Name)]
public sealed partial class ScreenPlanTests(SeededServers seeded)
{
    /// <summary>Those whose plans hang on statistics: of small tables most, and what is still to be mended.</summary>
    private static readonly string[] Hanging =
    [
        "lists: everything of a case",
        "queues: unassigned of a team",
        "queues: with a tag",
        "queues: open with one of two tags, with count",
        "queues: a saved filter beside a condition",
        "queues: me, my teams and their queues",
        "queues: teams with their open cases",
        "searches: a common word, open, newest update, with count",
        "searches: accounts by two letters",
        "searches: everywhere",
        "relations: with a contact by id",
        "relations: changed by a user since",
        "relations: accounts with their open cases",
        "relations: an account's page",
        "relations: contacts of an account with their cases",
        "counts: status and priority",
        "groups: open by assignee and priority",
        "duplicates: of a case",
        "duplicates: of a draft",
        "duplicates: groups",
    ];

    [SqliteFact]
    public async Task A_screen_is_read_by_the_same_indexes_whatever_the_planner_knows()
    {
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
            var unknown = await seeded.ExplainAsync(SeededServers.Many, statements, Statistics.None);
            foreach (var (with, without) in known.Zip(unknown))
                if (!Hanging.Contains(screen.Title, StringComparer.Ordinal) && !Reads(with).SetEquals(Reads(without)))
                    differing.Add(
                        $"{screen.Title}: {string.Join(", ", Reads(with))} is without statistics {string.Join(", ", Reads(without))}\n{with}"
                    );
        }
        Assert.True(differing.Count == 0, string.Join("\n\n", differing));
    }

    private Task<JsonElement> SaveFilterAsync() =>
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

    /// <summary>Which indexes are read, and which tables without one, of what is more than a look at one row by its key.</summary>
    private static SortedSet<string> Reads(StatementPlan plan) =>
        new(
            plan.StepsOfMany.Select(step => Read().Match(step))
                .Where(read => read.Success)
                .Select(read => read.Value.Replace("COVERING ", "", StringComparison.Ordinal)),
            StringComparer.Ordinal
        );

    [GeneratedRegex(
        """USING (COVERING )?INDEX \w+|^SCAN \w+$""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Read();
}
