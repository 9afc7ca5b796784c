using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Files that nobody should send.</summary>
public sealed class HostileFileTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Sheet =
        """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""";

    /// <summary>By name: xUnit writes the data of each test into its id, byte by byte, whichever tests are run.</summary>
    private static readonly Dictionary<string, Func<byte[]>> NoTables = new(StringComparer.Ordinal)
    {
        ["an empty file"] = () => [],
        ["an image"] = () => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[2_000]],
        ["random bytes"] = () => Noise(100_000),
        ["an old workbook"] = () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]],
        ["a compressed file"] = () => [0x1F, 0x8B, 0x08, 0, 0, 0],
        ["a PDF document"] = () => "%PDF-1.7\n1 0 obj"u8.ToArray(),
        ["one list in JSON"] = () => "[{\"subject\": \"A\"}]"u8.ToArray(),
        ["an archive that is cut off"] = () => new WorkbookWriter().Texts("subject").ToArray()[..200],
        ["an archive without a workbook"] = () =>
            WorkbookWriter.Archive(("../../etc/passwd", part => part.Write("x"u8))),
        ["a million columns"] = () => Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_000_000)) + "\n"),
        ["an entity of entities"] = Entities,
        ["a tag without end"] = Tag,
    };

    public static TheoryData<string> Refused { get; } = [.. NoTables.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_table_is_refused_in_words(string what)
    {
        var payload = await server.Client.PrepareAsync("cases.csv", NoTables[what]());

        var error = Assert.Single(payload.Data.GetProperty("errors").EnumerateArray());
        var issue = Assert.Single(error.GetProperty("issues").EnumerateArray());
        Assert.Equal("""["input","file"] MALFORMED""", $"{issue.GetProperty("field")} {issue.GetProperty("code")}");
        Assert.EndsWith(".", issue.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_that_unpacks_to_more_than_it_may_fails_in_words()
    {
        await using var own = await RunningServer.StartAsync(
            ("Imports:UnpackedRatio", "20"),
            ("Imports:UnpackedBytes", "30000000")
        );
        var zeros = new byte[1024 * 1024];
        Array.Fill(zeros, (byte)' ');
        var bomb = Book(part =>
        {
            part.Write(
                Encoding.UTF8.GetBytes(
                    Sheet + """<row r="1"><c r="A1" t="inlineStr"><is><t>subject</t></is></c></row>"""
                )
            );
            part.Write(Encoding.UTF8.GetBytes("""<row r="2"><c r="A2" t="inlineStr"><is><t>"""));
            for (var megabyte = 0; megabyte < 64; megabyte++)
                part.Write(zeros);
        });

        var payload = await own.Client.PrepareAsync("bomb.xlsx", bomb);

        Assert.Contains("unpacks to more than", payload.Data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_behind_the_beginning_is_told_by_the_job()
    {
        var rows = new StringBuilder(Sheet);
        for (var row = 1; row <= 60_000; row++)
            rows.Append(
                CultureInfo.InvariantCulture,
                $"""<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Some subject {row}</t></is></c></row>"""
            );
        rows.Append("""<row r="5"/></sheetData></worksheet>""");
        var content = Book(part => part.Write(Encoding.UTF8.GetBytes(rows.ToString())));

        var prepared = await server.Client.PrepareAsync("late.xlsx", content);
        var import = await server.Client.AnalysedAsync(prepared);
        var jobs = await server.Client.ImportAsync(
            import.GetProperty("id").GetString()!,
            "state progress rowCount jobs { nodes { status message } }"
        );

        Assert.Equal("FAILED", jobs.GetProperty("state").GetString());
        var job = Assert.Single(jobs.GetProperty("jobs").GetProperty("nodes").EnumerateArray());
        Assert.Equal(
            "FAILED The rows of the sheet are out of order at row 5.",
            $"{job.GetProperty("status")} {job.GetProperty("message")}"
        );
    }

    [Fact]
    public async Task A_cell_of_a_hundred_megabytes_is_told_and_the_rows_around_it_are_read()
    {
        var content = new byte[100 * 1024 * 1024];
        Array.Fill(content, (byte)'x');
        "subject,priority\nFirst,LOW\n\""u8.CopyTo(content);
        "\",HIGH\nLast,LOW\n"u8.CopyTo(content.AsSpan(content.Length - 16));

        var import = await server.Client.AnalyseAsync("cell.csv", content);

        Assert.Equal("READY 2", $"{import.GetProperty("state").GetString()} {import.GetProperty("rowCount")}");
        Assert.Equal("CELL_TOO_LONG [3]", Notes(import));
        Assert.Equal(["First", "Last"], Samples(import, 0), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_ends_the_rows()
    {
        var text =
            "subject,priority\nFirst,LOW\nSecond,\"HIGH\nThird,LOW\n"
            + string.Concat(Enumerable.Range(0, 300_000).Select(row => $"Row {row},LOW\n"));

        var import = await server.Client.AnalyseAsync(
            "open.csv",
            Encoding.UTF8.GetBytes(text),
            dialect: new() { ["quote"] = "\"" }
        );

        Assert.Equal("UNCLOSED_QUOTE [3]", Notes(import));
        Assert.Equal(1, import.GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public async Task Zeros_and_broken_bytes_are_told_by_their_rows()
    {
        byte[] content =
        [
            .. "subject,priority\nGood one,LOW\nZero \0 here,LOW\nAção,HIGH\nAção também,LOW\nBroken \xFF"u8,
            0xFF,
            .. ",LOW\nLast,LOW\n"u8,
        ];

        var import = await server.Client.AnalyseAsync("bytes.csv", content);

        Assert.Equal("INVALID_BYTES [3,6]", Notes(import));
        Assert.Equal(4, import.GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public async Task A_workbook_is_read_whatever_it_says_of_its_size()
    {
        foreach (var dimension in new[] { "A1:XFD1048576", "A1", "nonsense", "ZZZZ99:A1" })
        {
            var content = new WorkbookWriter { Dimension = dimension }
                .Texts("subject", "priority")
                .Texts("One", "HIGH")
                .Texts("Two", null)
                .ToArray();

            var import = await server.Client.AnalyseAsync("lying.xlsx", content);

            Assert.Equal(2, import.GetProperty("rowCount").GetInt32());
            Assert.Equal(["One", "Two"], Samples(import, 0), StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task Of_a_formula_the_value_counts_and_of_a_date_what_is_meant()
    {
        var content = new WorkbookWriter { From1904 = true }
            .Texts("subject", "created", "closed", "external reference")
            .Cells(
                "<c {0} t=\"str\"><f>CONCATENATE(\"a\",1)</f><v>a1</v></c>",
                "<c {0} s=\"1\"><v>44196</v></c>",
                "<c {0} s=\"2\"><v>44196.5</v></c>",
                "<c {0} t=\"e\"><v>#N/A</v></c>"
            )
            .ToArray(("Hidden one", "veryHidden"));

        var import = await server.Client.AnalyseAsync("formula.xlsx", content);
        var sample = await server.Client.ImportAsync(import.GetProperty("id").GetString()!, "sample { row cells }");

        // 1904 and a day: 2025-01-01 is 44196 days behind 1904-01-01.
        Assert.Equal(
            """[{"row":2,"cells":["a1","2025-01-01","2025-01-01T12:00:00",null]}]""",
            sample.GetProperty("sample").GetRawText()
        );
        Assert.Equal("Data", import.GetProperty("dialect").GetProperty("sheet").GetString());
        Assert.Equal(
            """[{"name":"Hidden one","hidden":true},{"name":"Data","hidden":false}]""",
            import.GetProperty("sheets").GetRawText()
        );
    }

    [Fact]
    public async Task A_name_is_never_a_path()
    {
        var payload = await server.Client.PrepareAsync("..\\..\\/etc/cron.d/../x.csv", "subject\nA\n"u8.ToArray());
        var mistake = await server.Client.PrepareAsync("/tmp/..", "subject\nA\n"u8.ToArray());

        Assert.Equal("x.csv", payload.Object("import").GetProperty("fileName").GetString());
        Assert.Contains("INVALID_VALUE", mistake.Data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_a_mistake_of_its_own()
    {
        await using var own = await RunningServer.StartAsync(
            ("Imports:MaxBytes", "200000"),
            ("Uploads:MaxBytes", "1000"),
            ("Uploads:MaxRequestBytes", "3000")
        );

        var large = await own.Client.PrepareAsync("large.csv", new byte[200_001]);
        var fitting = await own.Client.PrepareAsync(
            "fits.csv",
            Encoding.UTF8.GetBytes("subject\n" + new string('x', 100_000))
        );

        Assert.Contains("TOO_LARGE", large.Data.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(100_008, fitting.Object("import").GetProperty("size").GetInt32());
    }

    private static byte[] Book(Action<Stream> sheet) =>
        WorkbookWriter.Archive(
            (
                "xl/workbook.xml",
                part =>
                    part.Write(
                        """<workbook xmlns="m" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>"""u8
                    )
            ),
            (
                "xl/_rels/workbook.xml.rels",
                part =>
                    part.Write(
                        """<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""u8
                    )
            ),
            ("xl/worksheets/sheet1.xml", sheet)
        );

    private static byte[] Entities() =>
        Book(part =>
            part.Write(
                """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c><v>&b;</v></c></row></sheetData></worksheet>"""u8
            )
        );

    private static byte[] Tag() =>
        Book(part =>
            part.Write(
                Encoding.UTF8.GetBytes($"<worksheet a=\"{new string('x', 5_000_000)}\"><sheetData/></worksheet>")
            )
        );

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static string Notes(JsonElement import) =>
        string.Join(
            "; ",
            import
                .GetProperty("notes")
                .EnumerateArray()
                .Select(note => $"{note.GetProperty("code").GetString()} {note.GetProperty("rows")}")
        );

    private static IEnumerable<string?> Samples(JsonElement import, int column) =>
        import.GetProperty("columns")[column].GetProperty("samples").EnumerateArray().Select(text => text.GetString());
}
