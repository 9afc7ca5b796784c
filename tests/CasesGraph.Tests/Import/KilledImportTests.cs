using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using CasesGraph.Tests.Writing;

namespace CasesGraph.Tests.Import;

public sealed class KilledImportTests
{
    [Fact]
    public async Task An_import_goes_on_after_a_kill_and_gives_each_row_once()
    {
        const int rows = 12_000;
        await using var database = await TestDatabase.CreateAsync();
        string id;
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            var input = await server.Client.ProposalAsync("a.csv", File(rows));
            input["unknownAccounts"] = "CREATE";
            input["duplicateCheck"] = new JsonObject { ["by"] = new JsonArray(new JsonArray("subject")) };
            id = (await server.Client.StartImportAsync(input)).Object("job").GetProperty("id").GetString()!;
            await Eventually.HoldsAsync(async () =>
                (await server.Client.JobAsync(id, "created")).GetProperty("created").GetInt32() > 0
            );
            await server.KillAsync();
        }
        var done = await CreatedAsync(database);

        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        var job = await second.Client.EndedJobAsync(id, $"finishedAt {RunWorld.Fields}");

        Assert.InRange(done, 1, rows - 1);
        // Every hundredth row has the reference of the first, and another the subject of the second, wherever the job went on.
        var rejected = rows / 100;
        Assert.Equal($"SUCCEEDED {rows - (2 * rejected)} 0 0 {rejected} {rejected} 0", RunWorld.Counts(job));
        Assert.All(
            job.GetProperty("rowGroups").EnumerateArray(),
            group => Assert.Equal(rejected, group.GetProperty("count").GetInt32())
        );
        Assert.All(
            job.GetProperty("rows").GetProperty("nodes").EnumerateArray(),
            row =>
                Assert.Equal(
                    row.GetProperty("outcome").GetString() is "REJECTED" ? 2 : 3,
                    row.GetProperty("reasons")[0].GetProperty("otherRow").GetInt32()
                )
        );
        var url = (await second.Client.JobAsync(id, "rejectedRowsUrl")).GetProperty("rejectedRowsUrl").GetString()!;
        var file = await second.Client.GetStringAsync(new Uri(url, UriKind.Relative));
        Assert.Equal(
            ["externalReference,subject,account.name,_row,_reason", .. Enumerable.Range(1, rejected).Select(Rejected)],
            file.TrimEnd('\n').Split('\n')
        );
        await using var read = await OutsideDatabase.OpenAsync(database);
        Assert.Equal(
            [rows - (2 * rejected), rows - (2 * rejected), rows - (2 * rejected) + 3, 2 * rejected, 3],
            await read.NumbersAsync(
                """
                SELECT COUNT(*) FROM "Case"
                UNION ALL SELECT COUNT(DISTINCT "ExternalReference") FROM "Case"
                UNION ALL SELECT COUNT(*) FROM "CaseChange" WHERE "ChangeSetId" = (SELECT "ChangeSetId" FROM "Job" WHERE "ChangeSetId" IS NOT NULL)
                UNION ALL SELECT COUNT(DISTINCT "Row") FROM "JobRow"
                UNION ALL SELECT COUNT(*) FROM "Account"
                """
            )
        );
    }

    [SqliteFact]
    public async Task A_kill_about_when_the_rejected_rows_are_written_leaves_no_half_file()
    {
        const int rows = 20_000;
        await using var database = await TestDatabase.CreateAsync();
        var file = string.Concat(Enumerable.Range(0, rows).Select(row => $",{row}\n"));
        string id;
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            var input = await server.Client.ProposalAsync(
                "a.csv",
                Encoding.UTF8.GetBytes($"subject,description\nGood,-\n{file}")
            );
            input["errorPolicy"] = "REJECT_EVERYTHING";
            id = (await server.Client.StartImportAsync(input)).Object("job").GetProperty("id").GetString()!;
            await Eventually.HoldsAsync(async () =>
                (await server.Client.JobAsync(id, "rejected")).GetProperty("rejected").GetInt32() == rows
            );
            await server.KillAsync();
        }

        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        var job = await second.Client.EndedJobAsync(id, $"finishedAt rejectedRowsUrl {RunWorld.Fields}");

        Assert.Equal($"FAILED 0 0 0 {rows} 0 0", RunWorld.Counts(job));
        Assert.Equal(0, await CasesAsync(second.Client));
        var url = job.GetProperty("rejectedRowsUrl").GetString()!;
        var rejected = (await second.Client.GetStringAsync(new Uri(url, UriKind.Relative))).Split('\n');
        Assert.Equal(
            Enumerable.Range(0, rows).Select(row => $",{row},{row + 3},\"Subject is required.\""),
            rejected[1..^1],
            StringComparer.Ordinal
        );
    }

    [SqliteFact]
    public async Task A_kill_as_all_rows_are_written_or_as_they_are_undone_changes_nothing_of_what_comes_of_them()
    {
        const int rows = 6_000;
        await using var database = await TestDatabase.CreateAsync();
        string written;
        await using (var first = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            written = await StartWholeAsync(first.Client, $"K-1,One,,\nK-2,Two,,\n{New("A", rows)}");
            await Eventually.HoldsAsync(async () => await CasesAsync(first.Client) > 0);
            await first.KillAsync();
        }
        string undone;
        await using (var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            var job = await second.Client.EndedJobAsync(written, $"finishedAt {RunWorld.Fields}");
            Assert.Equal($"SUCCEEDED {rows + 2} 0 0 0 0 0", RunWorld.Counts(job));
            Assert.Equal(rows + 2, await CasesAsync(second.Client));
            await second.Client.MutateAsync(
                "mergeCases",
                input: null,
                """{primaryId: "1", duplicateIds: ["2"]}""",
                selection: "case { id }"
            );
            // Each of the two could have its tags, and the case that both are cannot have all of them.
            undone = await StartWholeAsync(
                second.Client,
                $"K-1,Changed,,{Tags("a")}\n{New("B", rows)}K-2,Changed,,{Tags("b")}\n"
            );
            await Eventually.HoldsAsync(async () =>
                (await second.Client.JobAsync(undone, "changeSet { revertedBy { id } }"))
                    .GetProperty("changeSet")
                    .GetProperty("revertedBy")
                    .ValueKind is JsonValueKind.Object
            );
            await second.KillAsync();
        }
        await using (var read = await OutsideDatabase.OpenAsync(database))
            Assert.Equal([1], await read.NumbersAsync("SELECT COUNT(*) FROM \"Job\" WHERE \"FinishedAt\" IS NULL"));

        await using var third = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        var ended = await third.Client.EndedJobAsync(undone, $"finishedAt {RunWorld.Fields}");

        Assert.Equal("FAILED 0 0 0 1 0 0", RunWorld.Counts(ended));
        Assert.Equal([$"{rows + 3} REJECTED tags TOO_MANY"], RunWorld.Rows(ended));
        Assert.Equal(rows + 1, await CasesAsync(third.Client));
        await using var outside = await OutsideDatabase.OpenAsync(database);
        var counts = await outside.NumbersAsync(
            """
            SELECT COUNT(*) FROM "Case" WHERE "ExternalReference" LIKE 'A-%' AND "DeletedAt" IS NULL
            UNION ALL SELECT COUNT(*) FROM "Case" WHERE "ExternalReference" LIKE 'B-%' AND "DeletedAt" IS NULL
            UNION ALL SELECT 1 + COUNT(*) FROM "Case" WHERE "ExternalReference" LIKE 'B-%'
            UNION ALL SELECT COUNT(*) FROM "CaseChange" WHERE "CaseNumber" IS NOT NULL AND "ChangeSetId" = (SELECT "Id" FROM "ChangeSet" WHERE "UndoesId" IS NOT NULL)
            UNION ALL SELECT COUNT(DISTINCT "CaseNumber") FROM "CaseChange" WHERE "ChangeSetId" = (SELECT "Id" FROM "ChangeSet" WHERE "UndoesId" IS NOT NULL)
            """
        );
        // Of the chunk with the row that is rejected nothing was written.
        var made = counts[2];
        Assert.InRange(made, 2, rows + 1);
        Assert.Equal([rows, 0, made, made, made], counts);
    }

    private static async Task<string> StartWholeAsync(HttpClient client, string rows)
    {
        var input = await client.ProposalAsync(
            "a.csv",
            Encoding.UTF8.GetBytes($"externalReference,subject,account.name,tags\n{rows}")
        );
        (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
        (input["unknownAccounts"], input["onMerged"]) = ("CREATE", "SURVIVOR");
        input["errorPolicy"] = "REJECT_EVERYTHING";
        return (await client.StartImportAsync(input)).Object("job").GetProperty("id").GetString()!;
    }

    private static string New(string letter, int rows) =>
        string.Concat(Enumerable.Range(0, rows).Select(row => $"{letter}-{row},New {row},Acme {letter},\n"));

    private static string Tags(string letter) =>
        $"\"{string.Join(';', Enumerable.Range(0, 30).Select(number => $"{letter}{number}"))}\"";

    private static async Task<int> CasesAsync(HttpClient client) =>
        (await client.AskAsync("{ cases { totalCount } }")).GetProperty("cases").GetProperty("totalCount").GetInt32();

    private static byte[] File(int rows)
    {
        var text = new StringBuilder("externalReference,subject,account.name\n");
        for (var row = 0; row < rows; row++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"R-{(row % 100 == 99 ? 0 : row)},Case {(row % 100 == 50 ? 1 : row)},Account {row % 3}\n"
            );
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Rejected(int hundred)
    {
        var row = (100 * hundred) - 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"R-0,Case {row},Account {row % 3},{row + 2},\"externalReference R-0 stands in row 2 already.\""
        );
    }

    private static async Task<long> CreatedAsync(TestDatabase database)
    {
        await using var outside = await OutsideDatabase.OpenAsync(database);
        return (await outside.NumbersAsync("SELECT MAX(\"Created\") FROM \"Job\""))[0];
    }
}
