using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Import;

/// <summary>The file of the rows that an import rejects: sent again once it is put right, they come in.</summary>
public sealed class RejectedRowsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Crlf = "\r\n";

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("windows-1252", false)]
    public async Task Rejected_rows_come_back_as_they_were_sent_and_go_in_once_they_are_right(string name, bool hasMark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var key = $"{name}{hasMark}";
        var sent =
            $"Odd;externalReference;subject;priority;description{Crlf}"
            + $"é;{key}-1;Good;HIGH;{Crlf}"
            + $"\"a;\"\"b\"\"\";{key}-2;;LOW;\"Two{Crlf}lines\"{Crlf}"
            + $"ß;{key}-3;Too;HIGH;ß{Crlf}"
            + $"ß;{key}-1;\"\";HIGH;ß{Crlf}";
        var job = await server.Client.RunImportAsync("old list.csv", Bytes(sent, encoding, hasMark));
        Assert.Equal("SUCCEEDED 2 0 0 2 0 0", RunWorld.Counts(job));

        var (named, file) = await LoadAsync(server.Client, job);
        Assert.Equal("old list-rejected.csv", named);
        var text = encoding.GetString(file);
        Assert.Equal(
            (hasMark ? "\uFEFF" : "")
                + $"Odd;externalReference;subject;priority;description;_row;_reason{Crlf}"
                + $"\"a;\"\"b\"\"\";{key}-2;;LOW;\"Two{Crlf}lines\";3;\"Subject is required.\"{Crlf}"
                + $"ß;{key}-1;\"\";HIGH;ß;5;\"externalReference {key}-1 stands in row 2 already.; Subject is required.\"{Crlf}",
            text
        );

        var right = text.TrimStart('\uFEFF')
            .Replace($"{key}-2;;", $"{key}-2;Better;", StringComparison.Ordinal)
            .Replace($"{key}-1;\"\"", $"{key}-4;Other", StringComparison.Ordinal);
        var import = await server.Client.AnalyseAsync("again.csv", Bytes(right, encoding, hasMark));
        Assert.Equal(
            [null, "externalReference", "subject", "priority", "description", null, null],
            import
                .GetProperty("columns")
                .EnumerateArray()
                .Select(column =>
                    column.GetProperty("proposals") is var some && some.GetArrayLength() > 0
                        ? some[0].GetProperty("field").GetString()
                        : null
                ),
            StringComparer.Ordinal
        );
        var again = await server.Client.RunImportAsync("again.csv", Bytes(right, encoding, hasMark));
        Assert.Equal("SUCCEEDED 2 0 0 0 0 0", RunWorld.Counts(again));
        Assert.Equal(JsonValueKind.Null, (await UrlAsync(server.Client, again)).ValueKind);
    }

    [Fact]
    public async Task A_file_that_is_sent_again_unchanged_is_rejected_row_by_row_and_comes_back_the_same()
    {
        var job = await server.Client.RunImportAsync(
            "a.csv",
            "subject,priority,note\n,HIGH,x\nGood,LOW,y\nWide,LOW,z,1,2\n\"odd\"er,LOW,z\n,LOW,\"a\"\"b\"\n"
        );
        Assert.Equal("SUCCEEDED 1 0 0 4 0 0", RunWorld.Counts(job));
        var (_, first) = await LoadAsync(server.Client, job);

        var again = await server.Client.RunImportAsync("a.csv", first);
        Assert.Equal("SUCCEEDED 0 0 0 4 0 0", RunWorld.Counts(again));
        var (_, second) = await LoadAsync(server.Client, again);

        var rows = Encoding.UTF8.GetString(first).Split('\n');
        Assert.Equal("subject,priority,note,_row,_reason", rows[0]);
        Assert.Equal(",HIGH,x,2,\"Subject is required.\"", rows[1]);
        Assert.StartsWith("Wide,LOW,z,4,\"", rows[2], StringComparison.Ordinal);
        Assert.EndsWith("\",1,2", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("\"odd\"er,LOW,z,5,\"", rows[3], StringComparison.Ordinal);
        Assert.StartsWith(",LOW,\"a\"\"b\",6,\"", rows[4], StringComparison.Ordinal);
        // Only the numbers of the rows are others.
        Assert.Equal(
            Rows(rows, [2, 4, 5, 6]),
            Rows(Encoding.UTF8.GetString(second).Split('\n'), [2, 3, 4, 5]),
            StringComparer.Ordinal
        );
    }

    private static IEnumerable<string> Rows(string[] lines, int[] numbers) =>
        lines.Skip(1).Zip(numbers, (line, number) => line.Replace($",{number},\"", ",_,\"", StringComparison.Ordinal));

    [Fact]
    public async Task Lines_of_JSON_come_back_as_such_and_a_workbook_as_text_that_a_spreadsheet_knows()
    {
        var lines =
            """
            {"subject":"Good","account":{"name":"Acme"},"tags":["a","b"]}
            {"subject":null,"account":{"name":"Acme"},"tags":["a","é"],"priority":"LOW"}
            """u8.ToArray();
        var job = await server.Client.RunImportAsync("a.jsonl", lines, input => input["unknownAccounts"] = "CREATE");
        var (_, json) = await LoadAsync(server.Client, job);
        Assert.StartsWith(
            """{"subject":null,"account.name":"Acme","tags":["a","é"],"priority":"LOW","_row":2,"_reason":"Subject is required."}""",
            Encoding.UTF8.GetString(json),
            StringComparison.Ordinal
        );
        var right = Encoding
            .UTF8.GetString(json)
            .Replace("\"subject\":null", "\"subject\":\"S\"", StringComparison.Ordinal);
        Assert.Equal(
            "SUCCEEDED 1 0 0 0 0 0",
            RunWorld.Counts(await server.Client.RunImportAsync("b.jsonl", Encoding.UTF8.GetBytes(right)))
        );

        job = await server.Client.RunImportAsync(
            "a.xlsx",
            new WorkbookWriter().Texts("subject", "resolution").Texts("", "=1+1, \"é\"").Texts("Good", "x").ToArray()
        );
        var (named, csv) = await LoadAsync(server.Client, job);
        Assert.Equal("a-rejected.csv", named);
        Assert.StartsWith(
            "\uFEFFsubject,resolution,_row,_reason\r\n,\"'=1+1, \"\"é\"\"\",2,\"Subject",
            Encoding.UTF8.GetString(csv),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_without_names_of_columns_gets_letters()
    {
        var import = await server.Client.AnalyseAsync(
            "a.csv",
            "Good,1\n,2\n"u8.ToArray(),
            dialect: new JsonObject { ["headerRow"] = 0 }
        );
        var subject = new JsonObject
        {
            ["field"] = "subject",
            ["from"] = new JsonObject { ["column"] = 0 },
        };
        var job = await server.Client.RunImportAsync(
            new JsonObject
            {
                ["importId"] = import.GetProperty("id").GetString(),
                ["mode"] = "CREATE",
                ["fields"] = new JsonArray(subject),
            }
        );

        var (_, file) = await LoadAsync(server.Client, job);

        Assert.Equal("A,B,_row,_reason\n,2,2,\"Subject is required.\"\n", Encoding.UTF8.GetString(file));
    }

    [Fact]
    public async Task A_dry_run_has_it_as_well_and_an_import_that_ends_early_too()
    {
        var input = await server.Client.ProposalAsync("a.csv", "subject,description\n,x\nGood,y\n,z\n"u8.ToArray());
        input["dryRun"] = true;
        var (_, tried) = await LoadAsync(server.Client, await server.Client.RunImportAsync(input));
        input["dryRun"] = false;
        input["maxRejected"] = 1;
        var job = await server.Client.RunImportAsync(input);
        var (_, done) = await LoadAsync(server.Client, job);

        Assert.Equal("FAILED 1 0 0 2 0 0", RunWorld.Counts(job));
        Assert.Equal(tried, done);
        Assert.Equal(
            "subject,description,_row,_reason\n,x,2,\"Subject is required.\"\n,z,4,\"Subject is required.\"\n",
            Encoding.UTF8.GetString(done)
        );
    }

    [Fact]
    public async Task An_export_of_the_service_is_known_among_its_rejected_rows()
    {
        var import = await server.Client.AnalyseAsync(
            "a.csv",
            "number,version,updatedAt,subject,_row,_reason\r\n1,1,2026-01-02T03:04:05Z,\"\",7,\"Subject is required.\"\r\n"u8.ToArray()
        );

        Assert.Equal("UPSERT", import.GetProperty("proposal").GetProperty("mode").GetString());
        Assert.Equal(
            ["number", "version", "subject"],
            import
                .GetProperty("proposal")
                .GetProperty("fields")
                .EnumerateArray()
                .Select(field => field.GetProperty("field").GetString()),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_purge_ends_it()
    {
        await using var own = await RunningServer.StartAsync();
        var job = await own.Client.RunImportAsync("a.csv", "subject,priority\nGood,LOW\n,HIGH\n");
        var url = (await UrlAsync(own.Client, job)).GetString()!;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own.Client, url));

        await own.Client.MutateAsync(
            "purgeCases",
            new { select = new { ids = new[] { await CaseAsync(own.Client) } } }
        );

        Assert.Equal(JsonValueKind.Null, (await UrlAsync(own.Client, job)).ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(own.Client, url));
        await using var db = own.Database.CreateDb();
        Assert.False(await db.Set<CasesGraph.Jobs.JobFile>().AnyAsync());
    }

    private static async Task<string> CaseAsync(HttpClient client) =>
        (await client.AskAsync("{ cases(first: 1) { nodes { id } } }"))
            .GetProperty("cases")
            .GetProperty("nodes")[0]
            .GetProperty("id")
            .GetString()!;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string url)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<JsonElement> UrlAsync(HttpClient client, JsonElement job) =>
        (await client.JobAsync(job.GetProperty("id").GetString()!, "rejectedRowsUrl")).GetProperty("rejectedRowsUrl");

    private static async Task<(string? Name, byte[] File)> LoadAsync(HttpClient client, JsonElement job)
    {
        var url = (await UrlAsync(client, job)).GetString()!;
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (
            response.Content.Headers.ContentDisposition!.FileNameStar,
            await response.Content.ReadAsByteArrayAsync()
        );
    }

    private static byte[] Bytes(string text, Encoding encoding, bool hasMark) =>
        [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
}
