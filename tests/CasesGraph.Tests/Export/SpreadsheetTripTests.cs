using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Export;

/// <summary>A file that goes out, is changed in a spreadsheet, and comes back, as docs/export.md tells it.</summary>
public sealed class SpreadsheetTripTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Fields = ["number", "version", "updatedAt", "subject", "priority"];

    [Fact]
    public async Task Changed_cells_come_back_and_a_case_that_has_changed_since_stays()
    {
        var client = server.Client;
        foreach (var subject in new[] { "Same", "Changed in the file", "Changed since" })
            await client.CreateCaseAsync(subject);
        var file = await client.ExportAsync(
            new
            {
                select = new { matching = new { } },
                order = new[] { new { number = "ASC" } },
                fields = Fields,
                labels = true,
            }
        );
        await client.WriteAsync("updateCase", "id: 3, priority: HIGH", "case { version }");
        // As a spreadsheet may save it: no quotes, another delimiter, no mark at the beginning, sorted anew.
        var rows = ExportWorld.Csv(file[3..]);
        Assert.Equal(Encoding.UTF8.GetPreamble(), file[..3]);
        foreach (var row in rows.Skip(2))
            row[3] += ", indeed";
        var saved = string.Join(
            "\r\n",
            rows.Take(1).Concat(rows.Skip(1).Reverse()).Select(row => string.Join(';', row))
        );

        var import = await client.AnalyseAsync("list.csv", Encoding.UTF8.GetBytes(saved + "\r\n"));
        var proposal = JsonNode.Parse(import.GetProperty("proposal").GetRawText())!.AsObject();
        var job = await client.RunImportAsync(proposal);

        // Nothing that needs more than the right to change cases.
        Assert.False(proposal.ContainsKey("keepTimes"));
        Assert.Equal("SUCCEEDED 0 1 1 1 0 0", RunWorld.Counts(job));
        Assert.Contains("2 REJECTED CONFLICT", RunWorld.Rows(job), StringComparer.Ordinal);
        var told = await client.AskAsync("{ cases(order: [{ number: ASC }]) { nodes { subject version } } }");
        Assert.Equal(
            """[{"subject":"Same","version":1},{"subject":"Changed in the file, indeed","version":2},{"subject":"Changed since","version":2}]""",
            told.GetProperty("cases").GetProperty("nodes").GetRawText()
        );
    }
}
