using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Attachments;
using CasesGraph.Imports;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Import;

/// <summary>A file from its arrival to its end.</summary>
public sealed class ImportTests
{
    private static readonly byte[] Small = "subject;priority\nA;HIGH\nB;LOW\n"u8.ToArray();

    [Fact]
    public async Task A_file_is_looked_at_again_with_other_settings_and_not_sent_again()
    {
        await using var server = await RunningServer.StartAsync();
        var first = await server.Client.AnalyseAsync("a.csv", Small);
        var id = first.GetProperty("id").GetString()!;

        var dialect = new JsonObject
        {
            ["delimiter"] = ",",
            ["headerRow"] = 0,
            ["nullMarkers"] = new JsonArray("LOW"),
        };
        var again = await server.Client.PrepareAsync(new JsonObject { ["importId"] = id, ["dialect"] = dialect });
        var second = await server.Client.AnalysedAsync(again);

        Assert.Equal(["subject", "priority"], Headers(first), StringComparer.Ordinal);
        Assert.Equal([null], Headers(second), StringComparer.Ordinal);
        Assert.Equal(id, second.GetProperty("id").GetString());
        Assert.Equal(3, second.GetProperty("rowCount").GetInt32());
        Assert.Equal(
            """{"value":",","certain":true,"alternatives":[],"witnessRow":1}""",
            second.GetProperty("dialect").GetProperty("delimiter").GetRawText()
        );
        Assert.Equal(
            2,
            (await server.Client.ImportAsync(id, "jobs { totalCount }"))
                .GetProperty("jobs")
                .GetProperty("totalCount")
                .GetInt32()
        );
    }

    [Fact]
    public async Task Wrong_settings_are_mistakes_with_their_places_all_at_once()
    {
        await using var server = await RunningServer.StartAsync();
        var dialect = new JsonObject
        {
            ["encoding"] = "EBCDIC",
            ["delimiter"] = "ab",
            ["quote"] = "x",
            ["headerRow"] = -1,
            ["decimalMark"] = "'",
            ["nullMarkers"] = new JsonArray([.. Enumerable.Range(0, 21).Select(one => (JsonNode)$"{one}")]),
        };

        var payload = await server.Client.PrepareAsync("a.csv", Small, dialect: dialect);
        var neither = await server.Client.PrepareAsync(new JsonObject { ["records"] = "CASES" });

        var issues = payload.Data.GetProperty("errors")[0].GetProperty("issues").EnumerateArray();
        Assert.Equal(
            ["encoding", "delimiter", "quote", "headerRow", "decimalMark", "nullMarkers"],
            issues.Select(issue => issue.GetProperty("field")[2].GetString()),
            StringComparer.Ordinal
        );
        Assert.Contains("REQUIRED", neither.Data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_shown_from_wherever_they_are_asked_for()
    {
        await using var server = await RunningServer.StartAsync();
        var text = new StringBuilder("subject,description\n");
        for (var row = 2; row <= 60_000; row++)
            text.Append(CultureInfo.InvariantCulture, $"Case {row} – é,\"two\nlines, {row}\"\n");
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1 })
        {
            var written = encoding.Equals(Encoding.Latin1) ? text.ToString().Replace('–', '-') : text.ToString();
            byte[] content =
            [
                .. encoding.Equals(Encoding.Latin1) ? [] : encoding.Preamble,
                .. encoding.GetBytes(written),
            ];
            var import = await server.Client.AnalyseAsync("long.csv", content);
            var id = import.GetProperty("id").GetString()!;

            foreach (var row in new[] { 2, 1_000, 24_681, 59_999 })
            {
                var shown = await server.Client.ImportAsync(id, $"sample(first: 2, fromRow: {row}) {{ row cells }}");

                var dash = encoding.Equals(Encoding.Latin1) ? '-' : '–';
                Assert.Equal(
                    [
                        $"{row}: Case {row} {dash} é|two\nlines, {row}",
                        $"{row + 1}: Case {row + 1} {dash} é|two\nlines, {row + 1}",
                    ],
                    shown
                        .GetProperty("sample")
                        .EnumerateArray()
                        .Select(one =>
                            $"{one.GetProperty("row")}: {string.Join('|', one.GetProperty("cells").EnumerateArray())}"
                        ),
                    StringComparer.Ordinal
                );
            }
        }
    }

    [Fact]
    public async Task Parts_of_columns_are_as_long_as_asked_for()
    {
        await using var server = await RunningServer.StartAsync();
        var import = await server.Client.AnalyseAsync("a.csv", Small);
        var id = import.GetProperty("id").GetString()!;

        var shown = await server.Client.ImportAsync(
            id,
            "columns { one: values(first: 1) { text: value __typename } none: samples(first: 0) all: samples } sample(first: 1) { __typename cells }"
        );
        var refused = await server.QueryAsync($$"""{ import(id: "{{id}}") { columns { samples(first: 1001) } } }""");

        Assert.Equal(
            """{"columns":[{"one":[{"text":"A","__typename":"ImportValue"}],"none":[],"all":["A","B"]},{"one":[{"text":"HIGH","__typename":"ImportValue"}],"none":[],"all":["HIGH","LOW"]}],"sample":[{"__typename":"ImportSampleRow","cells":["A","HIGH"]}]}""",
            shown.GetRawText()
        );
        Assert.Contains("INVALID_PAGE_SIZE", refused.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_and_what_is_known_of_it_are_removed_when_its_time_is_over_and_its_job_stays()
    {
        var clock = new ShiftedClock();
        await using var server = new RunningServer
        {
            Services = services => services.AddSingleton<TimeProvider>(clock),
        };
        server.Settings["Jobs:KeepDays"] = "2";
        await server.InitializeAsync();
        var prepared = await server.Client.PrepareAsync("a.csv", Small);
        var import = await server.Client.AnalysedAsync(prepared);
        var id = import.GetProperty("id").GetString()!;
        var expires = (await server.Client.ImportAsync(id, "createdAt expiresAt"))
            .EnumerateObject()
            .Select(time => time.Value.GetDateTime())
            .ToList();
        Assert.Equal(TimeSpan.FromDays(2), expires[1] - expires[0]);
        Assert.Single(Files(server));

        // Long before the sweep of contents that nothing names, and long after.
        clock.Shift = TimeSpan.FromHours(47);
        Assert.Equal(
            0,
            await server.Get<IEnumerable<OldFiles>>().OfType<OldImports>().Single().RemoveAsync(CancellationToken.None)
        );
        Assert.Equal(0, await server.Get<OrphanSweep>().RunAsync(CancellationToken.None));
        clock.Shift = TimeSpan.FromHours(49);
        Assert.Equal(
            1,
            await server.Get<IEnumerable<OldFiles>>().OfType<OldImports>().Single().RemoveAsync(CancellationToken.None)
        );
        await server.Get<RemovedContents>().RunAsync(CancellationToken.None);

        Assert.Empty(Files(server));
        var gone = await server.Client.AskAsync(
            $$"""{ import(id: "{{id}}") { id } imports { totalCount } jobs { nodes { status import { id } } } }"""
        );
        Assert.Equal(
            """{"import":null,"imports":{"totalCount":0},"jobs":{"nodes":[{"status":"SUCCEEDED","import":null}]}}""",
            gone.GetRawText()
        );
    }

    [Fact]
    public async Task The_same_file_is_told_when_it_comes_again()
    {
        await using var server = await RunningServer.StartAsync();

        var first = await server.Client.AnalyseAsync("a.csv", Small);
        var second = await server.Client.AnalyseAsync("b.csv", Small);

        Assert.Empty(first.GetProperty("notes").EnumerateArray());
        Assert.Equal(
            "ALREADY_IMPORTED",
            Assert.Single(second.GetProperty("notes").EnumerateArray()).GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task What_is_not_prepared_leaves_no_file()
    {
        await using var server = await RunningServer.StartAsync();

        await server.Client.PrepareAsync("a.csv", []);

        Assert.Empty(Files(server));
    }

    [Fact]
    public async Task A_cancelled_analysis_has_failed()
    {
        await using var server = await RunningServer.StartAsync();
        var prepared = await server.Client.PrepareAsync("large.csv", Large(400_000));
        var job = prepared.Object("job").GetProperty("id").GetString()!;

        await server.Client.MutateAsync(
            "cancelJob",
            input: null,
            $$"""{id: "{{job}}", reason: "Wrong file"}""",
            "job { id }"
        );
        var import = await server.Client.AnalysedAsync(prepared);
        var ended = await server.Client.JobAsync(job, "status message");

        // It may have been done by then.
        if (ended.GetProperty("status").GetString() is "CANCELLED")
            Assert.Equal("FAILED", import.GetProperty("state").GetString());
        else
            Assert.Equal("READY", import.GetProperty("state").GetString());
    }

    [SqliteFact]
    public async Task An_analysis_goes_on_after_a_kill_and_finds_what_it_would_have_found()
    {
        const int rows = 1_200_000;
        await using var database = await TestDatabase.CreateAsync();
        var content = Large(rows);
        string id;
        string? state;
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            var prepared = await server.Client.PrepareAsync("large.csv", content);
            id = prepared.Object("import").GetProperty("id").GetString()!;
            await server.KillAsync();
            await using var db = database.CreateDb();
            state = $"{(await db.Set<Imports.Import>().SingleAsync()).State}";
        }
        Assert.Equal("Analysing", state);

        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await Eventually.HoldsAsync(async () =>
            (await second.Client.ImportAsync(id, "state")).GetProperty("state").GetString() is "READY"
        );

        var import = await second.Client.ImportAsync(id);
        Assert.Equal(rows, import.GetProperty("rowCount").GetInt32());
        Assert.Equal(1.0, import.GetProperty("progress").GetDouble());
        Assert.Equal(
            "dd/MM/yyyy",
            import.GetProperty("columns")[2].GetProperty("dateFormats")[0].GetProperty("format").GetString()
        );
    }

    /// <summary>The last row alone tells that the day comes first.</summary>
    private static byte[] Large(int rows)
    {
        var text = new StringBuilder("subject,priority,created at\n");
        for (var row = 1; row < rows; row++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"Subject of case {row},{(row % 2 == 0 ? "HIGH" : "LOW")},0{1 + (row % 9)}/03/2025\n"
            );
        return Encoding.UTF8.GetBytes(text.Append("Last,LOW,31/03/2025\n").ToString());
    }

    private static IEnumerable<string?> Headers(JsonElement import) =>
        import.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("header").GetString());

    private static string[] Files(RunningServer server) =>
        Directory.GetFiles(server.Get<UploadSettings>().Folder, "*", SearchOption.AllDirectories);

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
