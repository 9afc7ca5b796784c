using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>The usual lists use their indexes: no table is scanned and nothing is sorted but the rows of a page.</summary>
[Collection(SeededServers.Name)]
public sealed partial class QueryPlanTests(SeededServers seeded)
{
    [SqliteTheory]
    [MemberData(nameof(UsualLists.AtTheRoot), MemberType = typeof(UsualLists))]
    public async Task A_page_and_the_next_are_read_in_the_order_of_an_index(string arguments, string index)
    {
        foreach (var (cases, statistics) in Bases)
        {
            var given = await WithIdsAsync(cases, arguments);
            var first = await PlanAsync(
                (cases, statistics),
                $"{{ cases(first: 5, {given}) {{ nodes {{ subject resolution }} }} }}"
            );
            AssertReadInOrder(first, index);

            var cursor = await EndAsync(cases, given);
            var next = await PlanAsync(
                (cases, statistics),
                $"{{ cases(first: 5, after: \"{cursor}\", {given}) {{ nodes {{ subject resolution }} }} }}"
            );
            AssertReadInOrder(
                next,
                index is UsualLists.InOrderOfKey ? "INTEGER PRIMARY KEY (rowid<?)" : index.TrimEnd('?', '=')
            );
            Assert.StartsWith("SEARCH c ", next.StepsOfMany[0], StringComparison.Ordinal);
        }
    }

    [SqliteTheory]
    [MemberData(nameof(UsualLists.InRanges), MemberType = typeof(UsualLists))]
    public async Task A_page_and_the_next_are_merged_of_ranges_of_an_index(
        string arguments,
        string index,
        int ranges,
        int behind
    )
    {
        foreach (var (cases, statistics) in Bases)
        {
            var given = await WithIdsAsync(cases, arguments);
            AssertMerged(
                await PlanAsync((cases, statistics), $"{{ cases(first: 5, {given}) {{ nodes {{ resolution }} }} }}"),
                ranges
            );
            var cursor = await EndAsync(cases, given);
            AssertMerged(
                await PlanAsync(
                    (cases, statistics),
                    $"{{ cases(first: 5, after: \"{cursor}\", {given}) {{ nodes {{ resolution }} }} }}"
                ),
                behind
            );
        }

        void AssertMerged(StatementPlan plan, int count)
        {
            Assert.True(
                count == plan.Steps.Count(step => step.Contains($"{index} (", StringComparison.Ordinal)),
                $"{plan}"
            );
            Assert.DoesNotContain(plan.Steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
            AssertNoScan(plan);
        }
    }

    /// <summary>Along the keys alone the page would begin at the newest case; sorted, all of the week would be read.</summary>
    [SqliteFact]
    public async Task A_page_of_a_week_is_read_between_the_keys_of_that_week()
    {
        foreach (var (cases, statistics) in Bases)
        {
            var plans = await seeded.PlansAsync(
                cases,
                "{ cases(first: 5, where: {createdAt: {gte: \"2020-01-06T00:00:00Z\", lt: \"2020-01-13T00:00:00Z\"}}) { nodes { resolution } } }",
                statistics
            );
            Assert.Contains(
                plans[0].Steps,
                step => step.Contains("COVERING INDEX IX_Case_CreatedAt_Number_DeletedAt (", StringComparison.Ordinal)
            );
            AssertReadInOrder(plans[1], "INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        }
    }

    /// <summary>With one of two tags there are many: they are met soon in the order of the list.</summary>
    [SqliteFact]
    public async Task What_many_rows_have_is_met_in_the_order_of_an_index_beside_a_name()
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            var plans = await seeded.PlansAsync(
                SeededServers.Many,
                "{ cases(first: 5, where: {state: {eq: OPEN}, tags: {some: {name: {in: [\"vip\", \"billing\"]}}}}) { nodes { resolution } } }",
                statistics
            );
            var plan = plans[^1];
            Assert.Contains(
                plan.Steps,
                step => step.Contains("IX_Case_Status_Number_DeletedAt (", StringComparison.Ordinal)
            );
            Assert.DoesNotContain(plan.Steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }

    /// <summary>What is sorted are pages of a few parts: of rows without a value, of those with a cursor's own, and of the others.</summary>
    [SqliteTheory]
    [MemberData(nameof(UsualLists.AlongAnIndex), MemberType = typeof(UsualLists))]
    public async Task A_page_and_the_next_are_read_along_an_index_whatever_filters_them(string arguments, string index)
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            foreach (var after in (string[])["", $"after: \"{await EndAsync(SeededServers.Many, arguments)}\", "])
            {
                var plan = await PlanAsync(
                    (SeededServers.Many, statistics),
                    $"{{ cases(first: 5, {after}{arguments}) {{ nodes {{ resolution }} }} }}"
                );
                Assert.True(plan.Steps.Any(step => step.Contains(index, StringComparison.Ordinal)), plan.ToString());
                Assert.True(plan.Steps.Count(IsSortOfPages) <= 3, plan.ToString());
                AssertNoScan(plan);
            }
        }

        static bool IsSortOfPages(string step) => step is "USE TEMP B-TREE FOR ORDER BY";
    }

    [SqliteTheory]
    [MemberData(nameof(UsualLists.AtTheRoot), MemberType = typeof(UsualLists))]
    public async Task A_total_count_is_read_off_a_tally_or_an_index_alone(string arguments, string index)
    {
        foreach (var (cases, statistics) in Bases)
        {
            var plan = await PlanAsync(
                (cases, statistics),
                $"{{ cases({await WithIdsAsync(cases, arguments)} includeDeleted: false) {{ totalCount }} }}"
            );
            if (plan.Sql.Contains("Tally\"", StringComparison.Ordinal))
            {
                Assert.DoesNotContain("\"Case\"", plan.Sql, StringComparison.Ordinal);
                continue;
            }
            // SQLite never calls an index on a computed column covering, though it reads nothing else for the count.
            var covering = arguments.Contains("state", StringComparison.Ordinal) ? "" : "COVERING ";
            Assert.Contains(
                $"USING {covering}INDEX IX_Case_",
                Assert.Single(plan.StepsOfMany),
                StringComparison.Ordinal
            );
            if (index.Contains('(', StringComparison.Ordinal))
                Assert.StartsWith("SEARCH c ", plan.StepsOfMany[0], StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// A window function numbers the rows owner by owner: SQLite sorts the rows of one owner where the index has another
    /// direction, and in the end the rows of the page; never more.
    /// </summary>
    [SqliteTheory]
    [MemberData(nameof(UsualLists.BelowOwners), MemberType = typeof(UsualLists))]
    public async Task Rows_below_owners_are_found_by_their_owner(string query, string index)
    {
        foreach (var (cases, statistics) in Bases)
        {
            var plans = await seeded.PlansAsync(cases, $"{{ {query} }}", statistics);
            Assert.Contains(plans[^1].Steps, step => step.Contains(index, StringComparison.Ordinal));
            foreach (var plan in plans.Skip(1))
            {
                if (cases == SeededServers.Many)
                    AssertNoScan(plan);
                Assert.True(plan.Steps.Count(step => step is "USE TEMP B-TREE FOR ORDER BY") <= 1, plan.ToString());
            }
        }
    }

    /// <summary>Before it and after it: by its account, its contacts and its subject. A draft comes behind all.</summary>
    [SqliteTheory]
    [InlineData("draft: {subject: \"Printer\"}", 3)]
    [InlineData("caseId: \"17\"", 6)]
    public async Task Duplicates_are_sought_among_as_many_as_a_run_says(string of, int parts)
    {
        var plans = await seeded.PlansAsync(
            SeededServers.Many,
            $"{{ duplicateCases(of: {{{of}}}) {{ score }} }}",
            Statistics.Complete
        );
        Assert.Equal(parts, plans[^1].Sql.Split("LIMIT @").Length - 1);
    }

    [SqliteFact]
    public async Task The_log_of_a_case_is_read_in_the_order_of_its_index()
    {
        foreach (var (cases, statistics) in Bases)
        {
            var plan = await PlanAsync(
                (cases, statistics),
                "{ caseChanges(where: {caseNumber: {eq: 17}}) { nodes { kind } } }"
            );
            AssertReadInOrder(plan, "IX_CaseChange_CaseNumber_Id_Type (CaseNumber=?");
            AssertReadInOrder(
                await PlanAsync((cases, statistics), "{ caseChanges(last: 50) { nodes { kind } } }"),
                UsualLists.InOrderOfKey
            );
            foreach (var list in UsualLists.OfRecords)
                AssertReadInOrder(await PlanAsync((cases, statistics), list), UsualLists.InOrderOfKey);
            var count = await PlanAsync((cases, statistics), "{ caseChanges { totalCount } }");
            Assert.Contains(
                "USING COVERING INDEX IX_CaseChange_",
                Assert.Single(count.Steps),
                StringComparison.Ordinal
            );
        }
    }

    [SqliteTheory]
    [MemberData(nameof(UsualLists.OfTheAudit), MemberType = typeof(UsualLists))]
    public async Task The_audit_is_read_in_the_order_of_its_indexes(string arguments, string index)
    {
        foreach (var (cases, statistics) in Bases)
        {
            var given = await WithIdsAsync(cases, arguments);
            AssertReadInOrder(
                await PlanAsync((cases, statistics), $"{{ auditEvents({given}) {{ nodes {{ kind detail }} }} }}"),
                index
            );
        }
    }

    [SqliteTheory]
    [MemberData(nameof(UsualLists.OfTheLog), MemberType = typeof(UsualLists))]
    public async Task A_filter_on_the_case_is_judged_change_by_change_along_the_log(string filter)
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            StatementPlan[] plans =
            [
                Assert.Single(await seeded.PlansOfFollowingAsync(filter, statistics)),
                await PlanAsync(
                    (SeededServers.Many, statistics),
                    $"{{ caseChanges(last: 50, where: {filter}) {{ nodes {{ kind }} }} }}"
                ),
            ];
            foreach (var plan in plans)
                AssertReadInOrder(plan, "SEARCH c USING INTEGER PRIMARY KEY (rowid>?)");
        }
    }

    [SqliteTheory]
    [InlineData("{number: {eq: 17}}")]
    [InlineData("{externalReference: {eq: \"17\"}}")]
    public async Task The_log_of_a_case_that_the_filter_names_is_found_by_the_case(string filter)
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            var plan = await PlanAsync(
                (SeededServers.Many, statistics),
                $"{{ caseChanges(where: {{case: {filter}}}) {{ nodes {{ kind }} }} }}"
            );
            AssertNoScan(plan);
            Assert.Contains(
                plan.Steps,
                step => step.Contains("IX_CaseChange_CaseNumber_Id_Type", StringComparison.Ordinal)
            );
        }
    }

    [SqliteTheory]
    [MemberData(nameof(UsualLists.ByTheLog), MemberType = typeof(UsualLists))]
    public async Task What_an_index_of_the_log_finds_is_read_first(string list, string index)
    {
        var query = await WithIdsAsync(SeededServers.Many, $"{{ {list} }}");
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            var plans = await seeded.PlansAsync(SeededServers.Many, query, statistics);
            AssertNoScan(plans[^1]);
            Assert.True(
                plans[^1].Steps.Any(step => step.Contains(index, StringComparison.Ordinal)),
                $"{index}\n{plans[^1]}"
            );
        }
    }

    /// <summary>What is found has to be sorted by its rank, which no index has; but it is found by indexes.</summary>
    [SqliteTheory]
    [InlineData("cases(search: \"printer\") { nodes { subject } }")]
    [InlineData("cases(search: \"printer atlas\", order: [{updatedAt: DESC}]) { nodes { subject } totalCount }")]
    [InlineData("accounts(search: \"a\") { nodes { name } totalCount }")]
    [InlineData("cases(search: \"ana.sousa@acme.example\") { nodes { subject } }")]
    [InlineData("cases(search: \"912 345 678\") { nodes { subject } totalCount }")]
    [InlineData("contacts(search: \"912345678\") { nodes { fullName } totalCount }")]
    public async Task A_search_finds_by_its_indexes(string query)
    {
        // Among few rows SQLite rightly prefers to look at them all.
        foreach (var statistics in Enum.GetValues<Statistics>())
            Assert.All(await seeded.PlansAsync(SeededServers.Many, $"{{ {query} }}", statistics), AssertNoScan);
    }

    [SqliteTheory]
    [InlineData("duplicateCases(of: {caseId: 17}) { score case { subject } }")]
    [InlineData("duplicateCases(of: {draft: {subject: \"Printer\"}}) { score case { subject } }")]
    public async Task Duplicates_are_found_by_indexes(string query)
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            var plans = await seeded.PlansAsync(SeededServers.Many, $"{{ {query} }}", statistics);
            Assert.All(plans, AssertNoScan);
            Assert.Contains(plans, plan => plan.ToString().Contains("VIRTUAL TABLE INDEX", StringComparison.Ordinal));
        }
    }

    private async Task<string?> EndAsync(int cases, string given)
    {
        var data = await seeded.DataAsync(cases, $"{{ cases(first: 5, {given}) {{ pageInfo {{ endCursor }} }} }}");
        return data.GetProperty("cases").GetProperty("pageInfo").GetProperty("endCursor").GetString();
    }

    private static IEnumerable<(int Cases, Statistics Statistics)> Bases =>
        [
            (SeededServers.Few, Statistics.Complete),
            .. Enum.GetValues<Statistics>().Select(one => (SeededServers.Many, one)),
        ];

    private async Task<StatementPlan> PlanAsync((int Cases, Statistics Statistics) of, string query) =>
        Assert.Single(await seeded.PlansAsync(of.Cases, query, of.Statistics));

    private static void AssertReadInOrder(StatementPlan plan, string index)
    {
        Assert.True(plan.StepsOfMany[0].Contains(index, StringComparison.Ordinal), $"{index}\n{plan}");
        Assert.DoesNotContain(plan.Steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        if (index is not UsualLists.InOrderOfKey)
            AssertNoScan(plan);
    }

    /// <summary>Neither an index, nor a list of values, nor the rows of a subquery: a table from end to end.</summary>
    private static void AssertNoScan(StatementPlan plan)
    {
        var made = plan
            .Steps.Where(step => step.StartsWith("CO-ROUTINE ", StringComparison.Ordinal))
            .Select(step => step["CO-ROUTINE ".Length..]);
        Assert.DoesNotContain(
            plan.Steps,
            step =>
                BareScan().Match(step) is { Success: true } scan
                && !made.Contains(scan.Groups["of"].Value, StringComparer.Ordinal)
        );
    }

    private async Task<string> WithIdsAsync(int cases, string arguments)
    {
        var data = await seeded.DataAsync(
            cases,
            "{ users(first: 1, where: {assignedCases: {some: {status: {eq: ASSIGNED}, waitingSince: {neq: null}}}}) { nodes { id } } accounts(first: 1, where: {cases: {any: true}}) { nodes { id } } }"
        );
        return arguments
            .Replace("USER", Id(data, "users"), StringComparison.Ordinal)
            .Replace("ACCOUNT", Id(data, "accounts"), StringComparison.Ordinal);
    }

    private static string Id(JsonElement data, string list) =>
        data.GetProperty(list).GetProperty("nodes")[0].GetProperty("id").GetString()!;

    [GeneratedRegex(@"^SCAN (?<of>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareScan();
}
