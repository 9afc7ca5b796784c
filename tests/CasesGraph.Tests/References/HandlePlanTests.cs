using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.References;

/// <summary>What references are looked for by has an index, whatever its case.</summary>
[Collection(SeededServers.Name)]
public sealed class HandlePlanTests(SeededServers seeded)
{
    [Fact]
    public async Task Each_handle_is_looked_for_in_an_index()
    {
        var statements = EntityModel
            .All.SelectMany(entity => entity.Handles.Select(handle => Lookup.ByHandle(entity, handle).Sql))
            .ToList();
        Assert.Equal(9, statements.Count);

        foreach (var statistics in TestDatabase.IsPostgres ? [default] : Enum.GetValues<Statistics>())
        {
            foreach (var plan in await seeded.ExplainAsync(SeededServers.Many, statements, statistics))
                Assert.DoesNotContain(plan.Steps, step => IsScan(step, plan));
        }
    }

    private static bool IsScan(string step, StatementPlan plan) =>
        step.Contains("Seq Scan", StringComparison.Ordinal)
        || (
            step.StartsWith("SCAN ", StringComparison.Ordinal)
            // What a part of a UNION has found.
            && !plan.Sql.Contains($") AS {step["SCAN ".Length..]}", StringComparison.Ordinal)
        );
}
