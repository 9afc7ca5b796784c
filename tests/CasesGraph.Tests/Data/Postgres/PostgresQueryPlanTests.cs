using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>
/// The usual lists use the indexes that they use on the embedded database, also where one plan serves all values.
/// </summary>
[Collection(SeededServers.Name)]
public sealed class PostgresQueryPlanTests(SeededServers seeded)
{
    [PostgresTheory]
    [MemberData(nameof(UsualLists.AtTheRoot), MemberType = typeof(UsualLists))]
    public async Task A_page_and_the_next_are_read_in_the_order_of_an_index(string arguments, string index)
    {
        var given = await WithIdsAsync(arguments);
        var first = await PlanAsync($"{{ cases(first: 5, {given}) {{ nodes {{ subject resolution }} }} }}");
        AssertReadInOrder(first, NameOf(index));

        var cursor = await EndAsync(given);
        var next = await PlanAsync(
            $"{{ cases(first: 5, after: \"{cursor}\", {given}) {{ nodes {{ subject resolution }} }} }}"
        );
        AssertNoScan(next, "Case");
        Assert.True(next.Steps.Any(IsIndexCondition), $"The page is not sought in the index.\n{next}");
    }

    [PostgresTheory]
    [MemberData(nameof(UsualLists.InRanges), MemberType = typeof(UsualLists))]
    public async Task A_page_and_the_next_are_read_in_ranges_of_an_index(
        string arguments,
        string index,
        int ranges,
        int behind
    )
    {
        var given = await WithIdsAsync(arguments);
        AssertRanges(await PlanAsync($"{{ cases(first: 5, {given}) {{ nodes {{ resolution }} }} }}"), ranges);
        var cursor = await EndAsync(given);
        AssertRanges(
            await PlanAsync($"{{ cases(first: 5, after: \"{cursor}\", {given}) {{ nodes {{ resolution }} }} }}"),
            behind
        );

        void AssertRanges(StatementPlan plan, int count)
        {
            Assert.True(plan.Steps.Count(step => IsRead(step, index)) == count, plan.ToString());
            AssertNoScan(plan, "Case");
        }
    }

    /// <summary>Not by the index of teams, which has other columns in its order.</summary>
    [PostgresFact]
    public async Task What_nobody_has_of_a_team_is_walked_in_ranges_of_what_nobody_has()
    {
        var team = OpaqueId.Encode("Team", SeededServers.FirstTeam);
        var plan = await PlanAsync(
            $"{{ cases(first: 5, where: {{teamId: {{eq: \"{team}\"}}, state: {{eq: OPEN}}, assignedToId: {{eq: null}}}}, order: [{{priority: DESC}}, {{updatedAt: DESC}}]) {{ nodes {{ resolution }} }} }}"
        );

        Assert.True(
            plan.Steps.Count(step => IsRead(step, "IX_Case_AssignedToId_Status_Priority_UpdatedAt_Number_DeletedAt"))
                == 9,
            plan.ToString()
        );
    }

    /// <summary>Along the keys alone the page would begin at the newest case.</summary>
    [PostgresFact]
    public async Task A_page_of_a_week_is_read_between_the_keys_of_that_week()
    {
        var plans = await seeded.PlansAsync(
            SeededServers.Many,
            "{ cases(first: 5, where: {createdAt: {gte: \"2020-01-06T00:00:00Z\", lt: \"2020-01-13T00:00:00Z\"}}) { nodes { resolution } } }"
        );

        Assert.True(
            plans[0].Steps.Any(step => IsRead(step, "IX_Case_CreatedAt_Number_DeletedAt")),
            plans[0].ToString()
        );
        AssertReadInOrder(plans[1], "PK_Case");
        Assert.True(
            plans[1]
                .Steps.Any(step => IsIndexCondition(step) && step.Contains("\"Number\" > ", StringComparison.Ordinal)),
            plans[1].ToString()
        );
    }

    [PostgresTheory]
    [MemberData(nameof(UsualLists.AlongAnIndex), MemberType = typeof(UsualLists))]
    public async Task A_page_and_the_next_are_read_along_an_index_whatever_filters_them(string arguments, string index)
    {
        foreach (var after in (string[])["", $"after: \"{await EndAsync(arguments)}\", "])
        {
            var plan = await PlanAsync($"{{ cases(first: 5, {after}{arguments}) {{ nodes {{ resolution }} }} }}");
            Assert.True(plan.Steps.Any(step => IsRead(step, index)), plan.ToString());
            AssertNoScan(plan, "Case");
        }
    }

    [PostgresTheory]
    [MemberData(nameof(UsualLists.AtTheRoot), MemberType = typeof(UsualLists))]
    public async Task A_total_count_is_read_off_a_tally_or_an_index(string arguments, string index)
    {
        var plan = await PlanAsync(
            $"{{ cases({await WithIdsAsync(arguments)} includeDeleted: false) {{ totalCount }} }}"
        );

        AssertNoScan(plan, "Case");
        if (plan.Sql.Contains("Tally\"", StringComparison.Ordinal))
            return;
        Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_")), plan.ToString());
        if (index.Contains('(', StringComparison.Ordinal))
            Assert.True(plan.Steps.Any(IsIndexCondition), plan.ToString());
    }

    [PostgresTheory]
    [MemberData(nameof(UsualLists.BelowOwners), MemberType = typeof(UsualLists))]
    public async Task Rows_below_owners_are_found_by_their_owner(string query, string index)
    {
        var plans = await seeded.PlansAsync(SeededServers.Many, $"{{ {query} }}");

        Assert.True(plans[^1].Steps.Any(step => IsRead(step, NameOf(index))), $"{NameOf(index)}\n{plans[^1]}");
        AssertNoScan(plans[^1], TableOf(NameOf(index)));
    }

    [PostgresFact]
    public async Task The_log_is_read_in_the_order_of_its_indexes()
    {
        AssertReadInOrder(
            await PlanAsync("{ caseChanges(where: {caseNumber: {eq: 17}}) { nodes { kind } } }"),
            "IX_CaseChange_CaseNumber_Id_Type"
        );
        AssertReadInOrder(await PlanAsync("{ caseChanges(last: 50) { nodes { kind } } }"), "PK_CaseChange");
        foreach (var list in UsualLists.OfRecords)
            AssertReadInOrder(await PlanAsync(list), "PK_CaseChange");
    }

    [PostgresTheory]
    [MemberData(nameof(UsualLists.OfTheAudit), MemberType = typeof(UsualLists))]
    public async Task The_audit_is_read_in_the_order_of_its_indexes(string arguments, string index) =>
        AssertReadInOrder(
            await PlanAsync($"{{ auditEvents({await WithIdsAsync(arguments)}) {{ nodes {{ kind detail }} }} }}"),
            NameOf(index)
        );

    [PostgresTheory]
    [MemberData(nameof(UsualLists.OfTheLog), MemberType = typeof(UsualLists))]
    public async Task A_filter_on_the_case_is_judged_change_by_change_along_the_log(string filter)
    {
        StatementPlan[] plans =
        [
            Assert.Single(await seeded.PlansOfFollowingAsync(filter, Statistics.Complete)),
            await PlanAsync($"{{ caseChanges(last: 50, where: {filter}) {{ nodes {{ kind }} }} }}"),
        ];
        foreach (var plan in plans)
        {
            AssertReadInOrder(plan, "PK_CaseChange");
            AssertNoScan(plan, "Case");
        }
    }

    [PostgresTheory]
    [InlineData("cases(search: \"printer\") { nodes { subject } }", "IX_CaseText_Words", "IX_CaseUpdateText_Words")]
    [InlineData(
        "cases(search: \"printer atlas\", order: [{updatedAt: DESC}]) { nodes { subject } totalCount }",
        "IX_CaseText_Words",
        "IX_CaseUpdateText_Words"
    )]
    [InlineData("cases(search: \"\\\"paper jam\\\"\") { totalCount }", "IX_CaseText_Words")]
    [InlineData(
        "cases(search: \"ana.sousa@acme.example\") { nodes { subject } }",
        "IX_ContactText_Words",
        "IX_AttachmentText_Words"
    )]
    [InlineData("cases(search: \"912 345 678\") { nodes { subject } totalCount }", "IX_ContactText_Words")]
    [InlineData("contacts(search: \"912345678\") { nodes { fullName } totalCount }", "IX_ContactText_Words")]
    public async Task A_search_finds_by_its_indexes(string query, params string[] indexes)
    {
        foreach (var plan in await seeded.PlansAsync(SeededServers.Many, $"{{ {query} }}"))
        {
            AssertNoScan(plan, "CaseText");
            AssertNoScan(plan, "CaseUpdateText");
            Assert.All(indexes, index => Assert.True(plan.Steps.Any(step => IsRead(step, index)), $"{index}\n{plan}"));
        }
    }

    [PostgresTheory]
    [InlineData("duplicateCases(of: {caseId: 17}) { score case { subject } }")]
    [InlineData("duplicateCases(of: {draft: {subject: \"Printer\"}}) { score case { subject } }")]
    public async Task Duplicates_are_found_by_indexes(string query)
    {
        var plans = await seeded.PlansAsync(SeededServers.Many, $"{{ {query} }}");
        foreach (var plan in plans)
        {
            AssertNoScan(plan, "Case");
            AssertNoScan(plan, "CaseText");
            AssertNoScan(plan, "CaseContact");
        }
        Assert.Contains(plans, plan => plan.Steps.Any(step => IsRead(step, "IX_CaseText_Words")));
    }

    private async Task<StatementPlan> PlanAsync(string query) =>
        Assert.Single(await seeded.PlansAsync(SeededServers.Many, query));

    private static void AssertReadInOrder(StatementPlan plan, string index)
    {
        Assert.True(plan.Steps.Any(step => IsRead(step, index)), $"{index}\n{plan}");
        Assert.False(plan.Steps.Any(step => step.Contains("Sort", StringComparison.Ordinal)), plan.ToString());
        AssertNoScan(plan, TableOf(index));
    }

    private static void AssertNoScan(StatementPlan plan, string table) =>
        Assert.False(
            plan.Steps.Any(step => step.Contains($"Seq Scan on \"{table}\"", StringComparison.Ordinal)),
            $"{table}\n{plan}"
        );

    private static string TableOf(string index) => index.Split('_')[1];

    /// <summary>A bitmap has no order, but tells where the rows are.</summary>
    private static bool IsRead(string step, string index) =>
        step.Contains("Index", StringComparison.Ordinal) && step.Contains($"\"{index}", StringComparison.Ordinal);

    private static bool IsIndexCondition(string step) => step.StartsWith("Index Cond: ", StringComparison.Ordinal);

    /// <summary>The lists are described as the embedded database explains them.</summary>
    private static string NameOf(string index)
    {
        const string keyOfTwo = "sqlite_autoindex_";
        if (index is UsualLists.InOrderOfKey)
            return "PK_Case";
        var name = index.Split(' ')[0];
        return name.StartsWith(keyOfTwo, StringComparison.Ordinal) ? $"PK_{name[keyOfTwo.Length..^2]}" : name;
    }

    private async Task<string?> EndAsync(string given)
    {
        var data = await DataAsync($"{{ cases(first: 5, {given}) {{ pageInfo {{ endCursor }} }} }}");
        return data.GetProperty("cases").GetProperty("pageInfo").GetProperty("endCursor").GetString();
    }

    private Task<JsonElement> DataAsync(string query) => seeded.DataAsync(SeededServers.Many, query);

    private async Task<string> WithIdsAsync(string arguments)
    {
        var data = await DataAsync(
            "{ users(first: 1, where: {assignedCases: {some: {status: {eq: ASSIGNED}, waitingSince: {neq: null}}}}) { nodes { id } } accounts(first: 1, where: {cases: {any: true}}) { nodes { id } } }"
        );
        return arguments
            .Replace("USER", Id(data, "users"), StringComparison.Ordinal)
            .Replace("ACCOUNT", Id(data, "accounts"), StringComparison.Ordinal);
    }

    private static string Id(JsonElement data, string list) =>
        data.GetProperty(list).GetProperty("nodes")[0].GetProperty("id").GetString()!;
}
