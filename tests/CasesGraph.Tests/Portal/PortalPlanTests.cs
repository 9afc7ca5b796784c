using System.Net.Http.Json;
using CasesGraph.Access;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Portal;

/// <summary>A page of a contact's cases costs what their own cases cost, however many there are.</summary>
[Collection(SeededServers.Name)]
public sealed class PortalPlanTests(SeededServers seeded)
{
    [Theory]
    [InlineData("OWN")]
    [InlineData("ACCOUNT")]
    public async Task A_page_is_found_by_the_keys_of_what_is_theirs(string access)
    {
        var (client, _) = await ContactAsync(access);
        using var asContact = client;

        using var traced = new TracedStatements();
        using var answer = await client.PostAsJsonAsync(
            "/graphql",
            new { query = "{ cases(first: 5, where: { status: { neq: CLOSED } }) { nodes { number subject } } }" }
        );
        Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var page = Assert.Single(traced.Texts, text => text.Contains("Subject", StringComparison.Ordinal));
        Assert.Contains("UNION", page, StringComparison.Ordinal);
        var plan = Assert.Single(await seeded.ExplainAsync(SeededServers.Many, [page], Statistics.Complete));

        var steps = string.Join('\n', plan.Steps);
        Assert.Contains("IX_Case_OpenedById_Number_DeletedAt", steps, StringComparison.Ordinal);
        Assert.Contains("IX_CaseContact_ContactId_CaseNumber", steps, StringComparison.Ordinal);
        // Of few merged cases any index is as good.
        if (!TestDatabase.IsPostgres)
            Assert.Contains("IX_Case_OpenedById_MergedIntoNumber", steps, StringComparison.Ordinal);
        if (access is "ACCOUNT")
            Assert.Contains("IX_Case_AccountId_Number_DeletedAt", steps, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Steps, step => step.Contains("SCAN c", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, step => step.Contains("Seq Scan on \"Case", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ caseById(id: \"@\") { updates { totalCount nodes { text } } attachments { nodes { fileName } } } }")]
    [InlineData("{ cases(first: 20) { nodes { updates(first: 5) { nodes { text } } } } }")]
    [InlineData("{ cases(where: { updates: { some: { sentAt: { gt: \"2020-01-01T00:00:00Z\" } } } }) { totalCount } }")]
    public async Task What_is_in_cases_is_found_by_them_though_others_went_into_some(string document)
    {
        var (client, number) = await ContactAsync("ACCOUNT");
        using var _ = client;

        using var traced = new TracedStatements();
        using var answer = await client.PostAsJsonAsync(
            "/graphql",
            new { query = document.Replace("@", $"{number}", StringComparison.Ordinal) }
        );
        Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var reads = traced.Texts.Where(text => text.Contains("OriginNumber", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(reads);
        foreach (var plan in await seeded.ExplainAsync(SeededServers.Many, reads, Statistics.Complete))
        {
            Assert.DoesNotContain(plan.Steps, step => step.Contains("SCAN c", StringComparison.Ordinal));
            Assert.DoesNotContain(plan.Steps, step => step.Contains("Seq Scan on \"Case", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// Along the log, or by the index of a case's own; whose a case is, is found by the keys of what is theirs, and never asked
    /// of all cases.
    /// </summary>
    [SqliteTheory]
    [MemberData(nameof(OfTheLog))]
    public async Task The_log_of_what_is_theirs_is_read_along_its_indexes(string document)
    {
        foreach (var access in (string[])["OWN", "ACCOUNT"])
        {
            var (client, number) = await ContactAsync(access);
            using var _ = client;

            using var traced = new TracedStatements();
            using var answer = await client.PostAsJsonAsync(
                "/graphql",
                new { query = document.Replace("@", $"{number}", StringComparison.Ordinal) }
            );
            Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            var reads = traced.Texts.Where(text => text.Contains("\"CaseChange\"", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(reads);
            foreach (var statistics in Enum.GetValues<Statistics>())
            {
                foreach (var plan in await seeded.ExplainAsync(SeededServers.Many, reads, statistics))
                    AssertAlongTheLog(plan);
            }
        }
    }

    public static TheoryData<string> OfTheLog { get; } =
    [
        "{ caseChanges { totalCount } }",
        "{ caseChanges(first: 20) { nodes { kind caseNumber } } }",
        "{ caseChanges(last: 50) { nodes { kind fields { field } case { subject } } } }",
        "{ caseChanges(first: 20, where: {kind: {eq: UPDATED}}) { nodes { kind } } }",
        "{ caseChanges(first: 20, list: {state: {eq: OPEN}}) { nodes { kind listEffect } } }",
        "{ caseById(id: \"@\") { changes(first: 20) { totalCount nodes { kind fields { field } } } } }",
    ];

    private static void AssertAlongTheLog(StatementPlan plan) => Assert.False(plan.Steps.Any(IsScan), plan.ToString());

    /// <summary>Of a table whose rows are many, but the log itself, which is read along its key.</summary>
    private static bool IsScan(string step) =>
        (
            step.StartsWith("SCAN ", StringComparison.Ordinal)
            && step.Split(' ')[1] is var table
            && table.Any(char.IsAsciiDigit)
            // The keys of what is theirs.
            && table[0] is not 'u'
            && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
        ) || step.Contains("Seq Scan on \"", StringComparison.Ordinal);

    /// <summary>Somebody who opened a case of their account, as whom staff look.</summary>
    private async Task<(HttpClient Client, long Case)> ContactAsync(string access)
    {
        var staff = seeded[SeededServers.Many].Client;
        var data = await seeded.DataAsync(
            SeededServers.Many,
            "{ cases(first: 1, where: { openedById: { neq: null }, accountId: { neq: null } }) { nodes { number openedBy { id } } } }"
        );
        var one = data.GetProperty("cases").GetProperty("nodes")[0];
        var contact = one.GetProperty("openedBy").GetProperty("id").GetString();
        await staff.MutateAsync(
            "setPortalAccess",
            input: null,
            literal: $$"""{contactId: "{{contact}}", access: {{access}}}""",
            selection: "contact { id }"
        );
        var client = new HttpClient { BaseAddress = staff.BaseAddress };
        client.DefaultRequestHeaders.Add(ViewAs.Header, $"contact:{contact}");
        return (client, one.GetProperty("number").GetInt64());
    }
}
