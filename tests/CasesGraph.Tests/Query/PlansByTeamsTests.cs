using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>
/// Lists of callers who see the cases of some teams, or their own, use the indexes that are made for them, whatever the
/// planner knows of the table.
/// </summary>
[Collection(SeededServers.Name)]
public sealed class PlansByTeamsTests(SeededServers seeded)
{
    private const string BySubject = "cases(first: 5, order: [{subject: ASC}]) { nodes { resolution } }";

    private static readonly long[] Large = [SeededServers.FirstTeam, SeededServers.FirstTeam + 1];

    /// <summary>Arguments of a list, and the index that has each team in its order.</summary>
    public static TheoryData<string, string> Lists { get; } =
        new()
        {
            { "", "IX_Case_TeamId_Number_DeletedAt" },
            { "where: {assignedToId: {eq: null}}", "IX_Case_TeamId_Number_DeletedAt" },
            {
                "where: {assignedToId: {eq: null}, state: {eq: OPEN}}, order: [{updatedAt: DESC}]",
                "IX_Case_TeamId_State_UpdatedAt_Number_DeletedAt"
            },
            {
                "where: {status: {eq: ASSIGNED}, priority: {eq: HIGH}}, order: [{updatedAt: DESC}]",
                "IX_Case_TeamId_Status_Priority_UpdatedAt_Number_DeletedAt"
            },
            {
                "where: {state: {eq: OPEN}}, order: [{updatedAt: DESC}]",
                "IX_Case_TeamId_State_UpdatedAt_Number_DeletedAt"
            },
            {
                "where: {waitingSince: {neq: null}}, order: [{waitingSince: ASC}]",
                "IX_Case_TeamId_WaitingSince_Number_DeletedAt"
            },
        };

    [SqliteTheory]
    [MemberData(nameof(Lists))]
    public async Task Pages_of_teams_are_merged_in_the_order_of_an_index(string arguments, string index)
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            foreach (var (teams, places) in ((int, int)[])[(1, 1), (3, 3), (10, 12)])
            {
                var plan = await PlanAsync(
                    $"cases(first: 5, {arguments}) {{ nodes {{ subject account {{ name }} }} }}",
                    AccessLevel.Team,
                    Some(teams),
                    statistics
                );
                Assert.Equal(places, plan.Steps.Count(step => IsSought(step, index)));
                AssertNoSort(plan);
            }
        }
    }

    [SqliteTheory]
    [InlineData("order: [{updatedAt: DESC}]", "IX_Case_TeamId_State_UpdatedAt_Number_DeletedAt", 2)]
    [InlineData(
        "where: {state: {eq: OPEN}}, order: [{priority: DESC}, {updatedAt: DESC}]",
        "IX_Case_TeamId_Status_Priority_UpdatedAt_Number_DeletedAt",
        9
    )]
    public async Task Pages_of_teams_are_merged_of_ranges_of_an_index(string arguments, string index, int ranges)
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            foreach (var teams in (int[])[1, 3])
            {
                var list = $"cases(first: 5, {arguments}) {{ nodes {{ subject account {{ name }} }} }}";
                var plan = await PlanAsync(list, AccessLevel.Team, Some(teams), statistics);
                Assert.Equal(teams * ranges, plan.Steps.Count(step => IsSought(step, index)));
                AssertNoSort(plan);
            }
        }
    }

    [PostgresTheory]
    [MemberData(nameof(Lists))]
    public async Task Pages_of_teams_are_each_read_in_the_order_of_an_index(string arguments, string index)
    {
        foreach (var teams in (int[])[1, 3, 10])
        {
            var plan = await PlanAsync(
                $"cases(first: 5, {arguments}) {{ nodes {{ subject account {{ name }} }} }}",
                AccessLevel.Team,
                Some(teams)
            );
            Assert.True(plan.Steps.Any(step => IsRead(step, index)), plan.ToString());
            // The page of each is put in order with the others, and what comes of it once more with its rows.
            Assert.True(plan.Steps.Count(IsSort) <= (teams == 1 ? 0 : 2), plan.ToString());
            AssertNoScan(plan);
        }
    }

    [Fact]
    public async Task Own_cases_are_read_by_who_has_them_and_by_who_made_those_that_nobody_has()
    {
        var plan = await PlanAsync(
            "cases(first: 5, where: {status: {eq: ASSIGNED}, priority: {eq: HIGH}}, order: [{updatedAt: DESC}]) { nodes { subject } }",
            AccessLevel.Own,
            []
        );
        Assert.True(
            plan.Steps.Any(step => IsRead(step, "IX_Case_AssignedToId_Status_Priority_UpdatedAt_Number_")),
            plan.ToString()
        );
        Assert.True(
            plan.Steps.Any(step => IsRead(step, "IX_Case_CreatedByUserId_Status_Priority_UpdatedAt_")),
            $"{plan}"
        );
        AssertNoScan(plan);
    }

    [Theory]
    [InlineData("cases(first: 5) { nodes { subject } }")]
    [InlineData("cases(where: {number: {gt: 5}}) { totalCount }")]
    [InlineData("caseGroups(by: [{field: STATUS}], where: {number: {gt: 5}}) { groups { count } }")]
    public async Task All_own_cases_are_found_by_indexes(string list) =>
        AssertNoScan(await PlanAsync(list, AccessLevel.Own, []));

    /// <summary>PostgreSQL sees by the values that they are few.</summary>
    [SqliteFact]
    public async Task In_another_order_few_cases_are_found_by_team_and_sorted()
    {
        var plan = await PlanAsync(BySubject, AccessLevel.Team, [SeededServers.LastTeam]);
        Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_TeamId_")), plan.ToString());
        Assert.False(plan.Steps.Any(step => IsRead(step, "IX_Case_Subject_")), plan.ToString());
    }

    [Fact]
    public async Task In_another_order_many_cases_are_met_along_its_index()
    {
        var plan = await PlanAsync(BySubject, AccessLevel.Team, Large);
        Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_Subject_")), plan.ToString());
        AssertNoSort(plan);
    }

    [Fact]
    public async Task What_few_cases_belong_to_finds_them_and_not_the_team()
    {
        var plan = await PlanAsync(
            "cases(first: 5, where: {accountId: {eq: \"QWNjb3VudDox\"}}) { nodes { subject } }",
            AccessLevel.Team,
            Large
        );
        Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_AccountId_Number_")), plan.ToString());
    }

    [Fact]
    public async Task A_team_that_the_filter_names_finds_the_cases()
    {
        var plan = await PlanAsync(
            "cases(first: 5, where: {teamId: {eq: \"VGVhbToxMDM\"}}, order: [{updatedAt: DESC}]) { nodes { subject } }",
            AccessLevel.Team,
            Some(3)
        );
        Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_TeamId_State_UpdatedAt_")), plan.ToString());
        AssertNoSort(plan);
    }

    [Theory]
    [InlineData("cases(where: {status: {eq: ASSIGNED}, priority: {eq: HIGH}, number: {gt: 5}}) { totalCount }")]
    [InlineData("cases(where: {number: {gt: 5}}) { totalCount }")]
    public async Task Counts_are_read_off_an_index_of_teams(string list)
    {
        foreach (
            var teams in (long[][])
                [
                    [SeededServers.LastTeam],
                    Some(3),
                ]
        )
        {
            var plan = await PlanAsync(list, AccessLevel.Team, teams);
            Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_TeamId_")), plan.ToString());
            AssertNoScan(plan);
        }
    }

    /// <summary>However many cases there are: what is kept of a team is as many rows as there are combinations.</summary>
    [Theory]
    [InlineData("cases(where: {status: {eq: ASSIGNED}, priority: {eq: HIGH}}) { totalCount }", "CaseTally")]
    [InlineData("cases { totalCount }", "CaseTally")]
    [InlineData("caseGroups(by: [{field: STATUS}, {field: TYPE}]) { groups { count } }", "CaseTally")]
    [InlineData(
        "caseGroups(by: [{field: CREATED_AT, interval: WEEK, timeZone: \"Asia/Kolkata\"}]) { groups { count } }",
        "CaseTeamTimeTally"
    )]
    public async Task Counts_by_what_is_tallied_read_no_cases(string list, string tally)
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            var plan = await PlanAsync(list, AccessLevel.Team, Some(3), statistics);
            Assert.Contains($"\"{tally}\"", plan.Sql, StringComparison.Ordinal);
            Assert.DoesNotContain("\"Case\"", plan.Sql, StringComparison.Ordinal);
            // PostgreSQL reads a few hundred rows sooner than their index.
            Assert.True(
                TestDatabase.IsPostgres || plan.Steps.Any(step => IsRead(step, $"IX_{tally}")),
                plan.ToString()
            );
            var own = await PlanAsync(list, AccessLevel.Own, [], statistics);
            Assert.Equal(tally is "CaseTally", own.Sql.Contains("\"CaseOwnerTally\"", StringComparison.Ordinal));
        }
    }

    /// <summary>Not by all that is seen, of which much more would be read than is found.</summary>
    [SqliteTheory]
    [InlineData("cases(first: 5, search: \"printer\") { nodes { subject } }")]
    [InlineData("cases(first: 5, search: \"printer atlas\", order: [{updatedAt: DESC}]) { nodes { subject } }")]
    public async Task A_search_finds_words_and_then_asks_whether_they_are_seen(string list)
    {
        foreach (
            var teams in (long[][])
                [
                    [SeededServers.LastTeam],
                    Some(3),
                    Large,
                ]
        )
            Assert.All(
                await seeded.PlansAsync(SeededServers.Many, $"{{ {list} }}", AccessLevel.Team, teams),
                AssertNoScan
            );
    }

    [Fact]
    public async Task The_trash_of_a_small_team_is_read_by_its_own_index()
    {
        foreach (var statistics in Enum.GetValues<Statistics>())
        {
            var plan = await PlanAsync(
                "cases(first: 5, includeDeleted: true, where: {deletedAt: {neq: null}}, order: [{deletedAt: DESC}]) { nodes { subject } }",
                AccessLevel.Team,
                [SeededServers.LastTeam],
                statistics
            );
            Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_TeamId_DeletedAt_Number")), plan.ToString());
            AssertNoScan(plan);
        }
    }

    /// <summary>Not by what nobody has of all teams.</summary>
    [Fact]
    public async Task What_a_filter_names_of_a_small_team_is_found_by_the_team()
    {
        var team = OpaqueId.Encode("Team", SeededServers.LastTeam);
        var plan = await PlanAsync(
            $"cases(first: 5, where: {{teamId: {{eq: \"{team}\"}}, state: {{eq: OPEN}}, assignedToId: {{eq: null}}}}, order: [{{priority: DESC}}, {{updatedAt: DESC}}]) {{ nodes {{ subject }} }}",
            AccessLevel.Team,
            [SeededServers.LastTeam]
        );
        Assert.True(plan.Steps.Any(step => IsRead(step, "IX_Case_TeamId_")), plan.ToString());
        Assert.DoesNotContain(plan.Steps, step => IsRead(step, "IX_Case_AssignedToId_"));
    }

    /// <summary>Nobody has more cases than a team has, though no planner supposes so.</summary>
    [PostgresFact]
    public async Task What_nobody_has_is_read_in_ranges_of_an_index_of_teams()
    {
        const string List = "cases(first: 5, where: {assignedToId: {eq: null}}, order: [{updatedAt: DESC}])";
        foreach (var teams in (int[])[1, 3])
        {
            var plan = await PlanAsync($"{List} {{ nodes {{ subject }} }}", AccessLevel.Team, Some(teams));
            Assert.Equal(
                2 * teams,
                plan.Steps.Count(step => IsRead(step, "IX_Case_TeamId_State_UpdatedAt_Number_DeletedAt"))
            );
            Assert.DoesNotContain(plan.Steps, step => IsRead(step, "IX_Case_AssignedToId_"));
        }
    }

    /// <summary>
    /// The end of a window is the only one that a scan has there: beside one that is further away it would be asked of each
    /// entry up to that.
    /// </summary>
    [Theory]
    [InlineData("last: 5, where: { case: { assignedToId: { eq: \"VXNlcjoxMDE\" } } }")]
    [InlineData("first: 5, where: { field: { eq: STATUS }, after: { eq: \"CLOSED\" } }")]
    public async Task A_page_of_the_log_is_read_within_its_window(string arguments)
    {
        var plans = await seeded.PlansAsync(
            SeededServers.Many,
            $"{{ caseChanges({arguments}) {{ nodes {{ kind }} }} }}",
            AccessLevel.Team,
            [SeededServers.LastTeam]
        );
        var pages = plans.Where(plan => plan.Sql.Contains("\"Kind\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            Assert.DoesNotContain("\"Id\" > 0", page.Sql, StringComparison.Ordinal);
            Assert.DoesNotContain(
                page.Steps,
                step =>
                    step.Contains("hashed", StringComparison.Ordinal) || step.Contains("Seq", StringComparison.Ordinal)
            );
        }
    }

    private static long[] Some(int teams) =>
        [.. Enumerable.Range(0, teams).Select(team => SeededServers.FirstTeam + 2 + team)];

    private async Task<StatementPlan> PlanAsync(
        string list,
        AccessLevel level,
        long[] teams,
        Statistics statistics = Statistics.Complete
    ) => Assert.Single(await seeded.PlansAsync(SeededServers.Many, $"{{ {list} }}", level, teams, statistics));

    private static bool IsSought(string step, string index) =>
        step.StartsWith("SEARCH ", StringComparison.Ordinal)
        && step.Contains($"{index} (TeamId=?", StringComparison.Ordinal);

    private static bool IsRead(string step, string index) =>
        (step.Contains("INDEX", StringComparison.Ordinal) || step.Contains("Index", StringComparison.Ordinal))
        && step.Contains(index, StringComparison.Ordinal);

    private static bool IsSort(string step) =>
        step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal)
        || (step.Contains("Sort", StringComparison.Ordinal) && !step.Contains("Sort Key", StringComparison.Ordinal));

    private static void AssertNoSort(StatementPlan plan) => Assert.False(plan.Steps.Any(IsSort), plan.ToString());

    /// <summary>Of the two large tables.</summary>
    private static void AssertNoScan(StatementPlan plan) =>
        Assert.False(
            plan.Steps.Any(step =>
                step.Contains("Seq Scan on \"Case", StringComparison.Ordinal)
                || (
                    step.StartsWith("SCAN c", StringComparison.Ordinal)
                    && !step.Contains("VIRTUAL", StringComparison.Ordinal)
                    && !plan.Steps.Contains($"CO-ROUTINE {step["SCAN ".Length..]}", StringComparer.Ordinal)
                )
            ),
            plan.ToString()
        );
}
