using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Contacts;
using CasesGraph.Revert;
using CasesGraph.Tests.Data.Sqlite;
using CasesGraph.Tests.Export;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Import;

/// <summary>No statement of an import, of undoing one, or of an export goes through a large table, whatever is known of the tables.</summary>
[Collection(SeededServers.Name)]
public sealed partial class ImportPlanTests(SeededServers seeded)
{
    private static readonly string[] Large =
    [
        "Case",
        "CaseChange",
        "FieldChange",
        "EntityFieldChange",
        "CaseContact",
        "CaseBug",
        "CaseTag",
        "CaseUpdate",
        "Account",
        "Contact",
    ];

    [Theory]
    [InlineData("CASES", "CREATE", null, "number,externalReference,subject,account.name,contacts,assignedTo,tags")]
    [InlineData("CASES", "UPSERT", "NUMBER", "number,subject,account.externalReference,contacts,bugs,version,updates")]
    [InlineData("CASES", "UPSERT", "EXTERNAL_REFERENCE", "externalReference,subject,status,assignedTo.email")]
    [InlineData("CASES", "UPSERT", "SUBJECT_AND_ACCOUNT", "subject,account.name,priority")]
    [InlineData("CASES", "DUPLICATES", null, "subject,account.name,contacts,externalReference")]
    [InlineData("CASE_UPDATES", "UPSERT", "EXTERNAL_REFERENCE", "case.number,text,author,sentAt,externalReference")]
    [InlineData("CONTACTS", "UPSERT", "EMAIL", "email,lastName,account.name")]
    [InlineData("CONTACTS", "DUPLICATES", null, "lastName,firstName,email")]
    [InlineData("ACCOUNTS", "UPSERT", "NAME", "name,externalReference,parent.name")]
    [InlineData("BUGS", "UPSERT", "EXTERNAL_REFERENCE", "externalReference,subject")]
    public async Task Rows_are_looked_for_by_indexes(string records, string mode, string? matchBy, string fields)
    {
        var input = await InputAsync(records, fields.Split(','));
        (input["mode"], input["matchBy"]) = (mode is "DUPLICATES" ? "CREATE" : mode, matchBy);
        if (mode is "DUPLICATES")
            input["duplicateCheck"] = records is "CASES"
                ? new JsonObject { ["by"] = new JsonArray(new JsonArray("subject", "account")), ["similarity"] = 0.75 }
                : new JsonObject { ["by"] = new JsonArray(new JsonArray("lastName", "firstName")) };
        else if (matchBy is not null)
            input["onMerged"] = "SURVIVOR";
        using var heard = new HeardReads(seeded[SeededServers.Many].Database);

        var job = await seeded[SeededServers.Many].Client.RunImportAsync(input);

        Assert.Equal("SUCCEEDED", job.GetProperty("status").GetString());
        await AssertNoScanAsync(heard.Queries);
    }

    [Fact]
    public async Task What_was_made_is_found_in_use_by_indexes()
    {
        using var heard = new HeardReads(seeded[SeededServers.Many].Database);
        await using (var db = seeded[SeededServers.Many].Database.CreateDb())
        {
            Assert.NotEmpty(await UsedSince.FindAsync<Account>(0, [1, 2], db, CancellationToken.None));
            Assert.NotEmpty(await UsedSince.FindAsync<Contact>(0, [1, 2], db, CancellationToken.None));
            Assert.NotEmpty(await UsedSince.FindAsync<Bug>(0, [1, 2], db, CancellationToken.None));
        }
        await AssertNoScanAsync(heard.Queries);
    }

    [Fact]
    public async Task Rows_of_an_export_are_read_as_those_of_the_list_are()
    {
        var client = seeded[SeededServers.Many].Client;
        using var traced = new TracedReads("\"ReopenedCount\"", "\"WorkLog\"");
        string[] fields = ["number", "reopenedCount", "workLog"];
        string[] ids = ["17", "18"];
        await client.ExportJobAsync(new { select = new { ids }, fields });
        await client.ExportJobAsync(
            new { select = new { matching = new { where = new { number = new { lte = 2_000 } } } }, fields }
        );
        await AssertNoScanAsync(traced.Texts);
    }

    [Fact]
    public async Task A_list_under_a_name_is_read_as_the_list_is()
    {
        var saved = await seeded.DataAsync(
            SeededServers.Many,
            $$"""
            mutation {
              saveFilter(input: { name: "{{Guid.NewGuid()}}", where: { status: { eq: ASSIGNED } } }) { savedFilter { id } }
            }
            """
        );
        var id = saved.GetProperty("saveFilter").GetProperty("savedFilter").GetProperty("id").GetString();
        using var traced = new TracedReads("\"LastMessageDirection\"", "\"WorkLog\"");
        await seeded.DataAsync(
            SeededServers.Many,
            $$"""{ cases(first: 5, savedFilterId: "{{id}}", order: [{updatedAt: DESC}]) { nodes { workLog lastMessageDirection } } }"""
        );
        await AssertNoScanAsync(traced.Texts);
    }

    private async Task AssertNoScanAsync(IReadOnlyList<string> statements)
    {
        Assert.NotEmpty(statements);
        foreach (var statistics in TestDatabase.IsPostgres ? [default] : Enum.GetValues<Statistics>())
        {
            var plans = await seeded.ExplainAsync(
                SeededServers.Many,
                [.. statements.Distinct(StringComparer.Ordinal)],
                statistics
            );
            Assert.All(plans, plan => Assert.DoesNotContain(plan.Steps, step => IsScan(step, plan)));
        }
    }

    private static bool IsScan(string step, StatementPlan plan)
    {
        var name = Scan().Match(step) is { Success: true } scan ? scan.Groups["of"].Value : null;
        return name is not null
            && Large.Any(table =>
                name.Equals(table, StringComparison.Ordinal)
                || plan.Sql.Contains($"\"{table}\" AS {name}\n", StringComparison.Ordinal)
                || plan.Sql.Contains($"\"{table}\" AS {name} ", StringComparison.Ordinal)
                || plan.Sql.Contains($"\"{table}\" AS \"{name}\"", StringComparison.Ordinal)
            );
    }

    /// <summary>A plan that asks for all that a new row has to have, to be tried.</summary>
    private async Task<JsonObject> InputAsync(string records, string[] fields)
    {
        var cells = fields.Select(field =>
            field switch
            {
                "number" => ("17", "999999999"),
                "externalReference" => ("R-1", "R-2"),
                "account.name" or "parent.name" or "name" => ("Acme 1", "Nobody's"),
                "account.externalReference" => ("A-1", "A-2"),
                "contacts" => ("ana.sousa@acme.example", "Eva Nobody <eva@nobody.example>"),
                "author" or "email" => ("ana.sousa@acme.example", "eva@nobody.example"),
                "assignedTo" or "assignedTo.email" => ("", ""),
                "case.number" => ("17", "18"),
                "sentAt" => ("2020-01-02T10:00:00Z", "2020-01-02T11:00:00Z"),
                "updates" => ("2020-01-02 10:00;;Note", "Note"),
                "bugs" => ("1", "2"),
                "status" => ("NEW", "ASSIGNED"),
                "priority" => ("LOW", "HIGH"),
                "version" => ("1", ""),
                "tags" => ("red", "blue"),
                _ => ("Printer", "Screen"),
            }
        );
        var client = seeded[SeededServers.Many].Client;
        var import = await client.AnalyseAsync(
            "a.csv",
            Encoding.UTF8.GetBytes(
                $"{string.Join(',', fields)}\n{string.Join(',', cells.Select(one => one.Item1))}\n{string.Join(',', cells.Select(one => one.Item2))}\n"
            ),
            records,
            new JsonObject { ["delimiter"] = ",", ["headerRow"] = 1 }
        );
        return new JsonObject
        {
            ["importId"] = import.GetProperty("id").GetString(),
            ["dryRun"] = true,
            ["unknownAccounts"] = "CREATE",
            ["unknownContacts"] = "CREATE",
            ["keepTimes"] = fields.Contains("updates", StringComparer.Ordinal) || records is "CASE_UPDATES",
            ["fields"] = new JsonArray([
                .. fields.Select(
                    (field, at) =>
                        new JsonObject
                        {
                            ["field"] = field,
                            ["from"] = new JsonObject { ["column"] = at },
                        }
                ),
            ]),
        };
    }

    [GeneratedRegex(
        @"^SCAN (?<of>\w+)|Seq Scan on ""?(?<of>\w+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Scan();
}
