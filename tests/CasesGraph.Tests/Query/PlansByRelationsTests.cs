using CasesGraph.Access;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>
/// What a filter names leads to the rows of a list, whatever the planner knows of the tables; where it leads to many, the
/// list is read in its order.
/// </summary>
[Collection(SeededServers.Name)]
public sealed class PlansByRelationsTests(SeededServers seeded)
{
    private const string ByUpdate = "order: [{updatedAt: DESC}]";

    /// <summary>Lists, and how many statements each is: the last reads the rows.</summary>
    public static TheoryData<string, int> OfFew { get; } =
        new()
        {
            { $"cases(first: 5, {ByUpdate}, where: {{contacts: {{some: {{email: {{eq: \"MAIL\"}}}}}}}})", 2 },
            { $"cases(first: 5, {ByUpdate}, where: {{contacts: {{some: {{email: {{ieq: \"MAIL\"}}}}}}}})", 2 },
            { $"cases(first: 5, {ByUpdate}, where: {{contacts: {{some: {{id: {{eq: \"CONTACT\"}}}}}}}})", 2 },
            {
                $"cases(last: 5, {ByUpdate}, where: {{status: {{eq: CLOSED}}, priority: {{eq: HIGH}}, contacts: {{some: {{email: {{eq: \"MAIL\"}}}}}}}})",
                2
            },
            { "cases(first: 5, where: {contacts: {some: {email: {eq: \"MAIL\"}}}}, includeDeleted: true)", 2 },
            { $"cases(first: 5, {ByUpdate}, where: {{account: {{name: {{eq: \"ACCOUNT\"}}}}}})", 2 },
            { $"cases(first: 5, {ByUpdate}, where: {{account: {{parent: {{name: {{eq: \"ACCOUNT\"}}}}}}}})", 2 },
            { $"cases(first: 5, {ByUpdate}, where: {{account: {{name: {{icontains: \"zzqq\"}}}}}})", 3 },
            { $"cases(first: 5, {ByUpdate}, where: {{bugs: {{some: {{subject: {{contains: \"zzqq\"}}}}}}}})", 3 },
            { $"cases(first: 5, {ByUpdate}, where: {{assignedTo: {{fullName: {{contains: \"zzqq\"}}}}}})", 3 },
            {
                $"cases(first: 5, {ByUpdate}, where: {{or: [{{contacts: {{some: {{email: {{eq: \"MAIL\"}}}}}}}}, {{openedById: {{eq: \"CONTACT\"}}}}, {{account: {{name: {{eq: \"ACCOUNT\"}}}}}}]}})",
                2
            },
            { "contacts(first: 5, where: {email: {eq: \"MAIL\"}})", 2 },
            { "contacts(first: 5, where: {email: {ieq: \"MAIL\"}})", 2 },
            { "contacts(first: 5, where: {cases: {some: {number: {eq: 17}}}})", 2 },
            { "accounts(first: 5, where: {contacts: {some: {email: {eq: \"MAIL\"}}}})", 2 },
        };

    [Theory]
    [MemberData(nameof(OfFew))]
    public async Task Few_rows_are_found_from_what_the_filter_names(string list, int statements)
    {
        var (query, node) = ($"{{ {await WithNamesAsync(list)} {{ nodes {{ id }} }} }}", list[0]);
        foreach (var statistics in TestDatabase.IsPostgres ? [default] : Enum.GetValues<Statistics>())
        {
            List<IReadOnlyList<StatementPlan>> each = [await seeded.PlansAsync(SeededServers.Many, query, statistics)];
            // Whoever may not see addresses cannot ask for them.
            if (!list.Contains("MAIL", StringComparison.Ordinal))
            {
                each.Add(
                    await seeded.PlansAsync(
                        SeededServers.Many,
                        query,
                        AccessLevel.Team,
                        [SeededServers.LastTeam],
                        statistics
                    )
                );
            }
            foreach (var plans in each)
            {
                Assert.Equal(statements, plans.Count);
                Assert.All(plans.Skip(statements - 2), AssertNoScan);
                Assert.True(plans[^1].Steps.Any(step => IsByKey(step, node)), plans[^1].ToString());
            }
        }
    }

    /// <summary>What a condition says of an account is asked of accounts, not of each of their cases.</summary>
    [Theory]
    [InlineData("account: {name: {icontains: \"a\"}}", "CaseAccountTally")]
    [InlineData("account: {name: {ncontains: \"a\"}}", "CaseAccountTally")]
    [InlineData("assignedTo: {fullName: {contains: \"a\"}}, state: {eq: OPEN}", "CaseLoadTally")]
    [InlineData("team: {name: {contains: \"a\"}}", "CaseTally")]
    public async Task What_rows_refer_to_is_looked_at_once_to_count_them(string filter, string tally)
    {
        var plans = await seeded.PlansAsync(
            SeededServers.Many,
            $"{{ cases(where: {{{filter}}}) {{ totalCount }} }}",
            Statistics.Complete
        );
        Assert.Contains($"\"{tally}\"", plans[^1].Sql, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Case\"", plans[^1].Sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contacts: {some: {lastName: {icontains: \"a\"}}}")]
    [InlineData("account: {name: {icontains: \"a\"}}")]
    [InlineData("tags: {some: {name: {ncontains: \"zzqq\"}}}")]
    [InlineData("updates: {some: {text: {contains: \"a\"}}}")]
    public async Task Many_rows_are_met_along_the_index_of_the_order(string filter)
    {
        var plans = await seeded.PlansAsync(
            SeededServers.Many,
            $"{{ cases(first: 5, {ByUpdate}, where: {{{filter}}}) {{ nodes {{ subject }} }} }}"
        );
        Assert.Contains(
            plans[^1].Steps,
            step => step.Contains("IX_Case_UpdatedAt_Number_DeletedAt", StringComparison.Ordinal)
        );
    }

    private async Task<string> WithNamesAsync(string list)
    {
        var data = await seeded.DataAsync(
            SeededServers.Many,
            "{ contacts(first: 1, where: {email: {neq: null}, cases: {any: true}}) { nodes { id email } } accounts(first: 1, where: {cases: {any: true}}) { nodes { name } } }"
        );
        var (contact, account) = (data.GetProperty("contacts"), data.GetProperty("accounts"));
        return list.Replace("MAIL", Of(contact, "email"), StringComparison.Ordinal)
            .Replace("CONTACT", Of(contact, "id"), StringComparison.Ordinal)
            .Replace("ACCOUNT", Of(account, "name"), StringComparison.Ordinal);

        static string Of(System.Text.Json.JsonElement connection, string field) =>
            connection.GetProperty("nodes")[0].GetProperty(field).GetString()!;
    }

    private static bool IsByKey(string step, char list) =>
        step.Contains("USING INTEGER PRIMARY KEY (rowid=?)", StringComparison.Ordinal)
        || step.Contains(list is 'c' ? "\"PK_C" : "\"PK_Account\"", StringComparison.Ordinal)
        // Who sees no such rows finds nothing by them.
        || step.Contains("One-Time Filter: false", StringComparison.Ordinal)
        // Joined to the keys that were found.
        || (list is 'c' && step.Contains("Index Cond: (\"Number\" =", StringComparison.Ordinal));

    /// <summary>Of a large table.</summary>
    private static void AssertNoScan(StatementPlan plan) =>
        Assert.False(
            plan.Steps.Any(step =>
                step.Contains("Seq Scan on \"Case", StringComparison.Ordinal)
                || step.Contains("Seq Scan on \"Contact", StringComparison.Ordinal)
                || (
                    step.StartsWith("SCAN ", StringComparison.Ordinal)
                    && !step.Contains("subquery", StringComparison.Ordinal)
                    && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
                    && !MadeBefore(plan, step)
                )
            ),
            plan.ToString()
        );

    /// <summary>Whether it reads what another part of the statement has made.</summary>
    private static bool MadeBefore(StatementPlan plan, string scan) =>
        plan.Steps.Any(step =>
            (
                step.StartsWith("CO-ROUTINE ", StringComparison.Ordinal)
                || step.StartsWith("MATERIALIZE ", StringComparison.Ordinal)
            ) && string.Equals(scan.Split(' ')[1], step.Split(' ')[1], StringComparison.Ordinal)
        );
}
