using System.Globalization;
using CasesGraph.Exports.Writing;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Export;

/// <summary>Workbooks that have more rows than a sheet, and texts that a cell has in other words.</summary>
public sealed class FullSheetTests
{
    private const int Cases = 11;

    private static readonly string[] Two = ["number", "subject"];
    private static readonly string[] Texts = ["a\rb", "\r\n", "_x000D_", "_x005F_x000D_\n", "<b> & ]]>"];

    [Fact]
    public async Task A_full_sheet_goes_on_in_the_next_and_an_import_reads_all_of_them()
    {
        await using var server = new RunningServer { Services = services => services.AddSingleton(new SheetSize(4)) };
        await server.InitializeAsync();
        await server.Client.MutateAsync(
            "createCases",
            new
            {
                cases = Enumerable
                    .Range(0, Cases)
                    .Select(number => new
                    {
                        subject = string.Create(CultureInfo.InvariantCulture, $"Case {number}"),
                        description = Texts[number % Texts.Length],
                    }),
            },
            selection: "created"
        );
        var file = await server.Client.ExportAsync(
            new
            {
                select = new { matching = new { } },
                order = new[] { new { number = "ASC" } },
                format = "XLSX",
            }
        );
        await server.Client.MutateAsync(
            "updateCase",
            new { id = "10", subject = "Moved on" },
            selection: "case { id }"
        );

        var import = await server.Client.AnalyseAsync("own.xlsx", file);
        var sample = await server.Client.AskAsync(
            $$"""{ import(id: "{{import.GetProperty("id").GetString()}}") { rowCount sample(first: 1, fromRow: 10) { row cells } } }"""
        );
        var job = await server.Client.RunImportAsync("again.xlsx", file);

        var sheets = ExportWorld.Workbook(file);
        Assert.Equal(["Cases", "Cases 2", "Cases 3"], sheets.Select(sheet => sheet.Name), StringComparer.Ordinal);
        Assert.Equal([5, 5, 4], sheets.Select(sheet => sheet.Rows.Count));
        Assert.All(sheets, sheet => Assert.Equal(sheets[0].Rows[0], sheet.Rows[0]));
        var read = sample.GetProperty("import");
        Assert.Equal(Cases, read.GetProperty("rowCount").GetInt32());
        var row = read.GetProperty("sample")[0];
        Assert.Equal(
            $"10 9 Case 8 {Texts[8 % Texts.Length]}",
            $"{row.GetProperty("row")} {string.Join(' ', row.GetProperty("cells").EnumerateArray().Take(3))}"
        );
        Assert.Equal(["11 REJECTED CONFLICT"], RunWorld.Rows(job));
        Assert.Equal($"SUCCEEDED 0 0 {Cases - 1} 1 0 0", RunWorld.Counts(job));
    }

    [Fact]
    public async Task A_text_that_no_cell_holds_is_not_changed_by_what_was_left_of_it()
    {
        await using var server = await RunningServer.StartAsync();
        var text = new string('x', 40_000);
        await server.Client.CreateCaseAsync("Long", description: text);
        var file = await server.Client.ExportAsync(new { select = new { matching = new { } }, format = "XLSX" });

        var job = await server.Client.RunImportAsync("own.xlsx", file);

        Assert.Equal(["2 WRITTEN description TOO_LONG"], RunWorld.Rows(job));
        Assert.Equal("SUCCEEDED 0 0 1 0 0 0", RunWorld.Counts(job));
        var kept = await server.Client.AskAsync("{ cases { nodes { description } } }");
        Assert.Equal(text, kept.GetProperty("cases").GetProperty("nodes")[0].GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_sheet_of_another_header_is_another_table()
    {
        await using var server = new RunningServer { Services = services => services.AddSingleton(new SheetSize(2)) };
        await server.InitializeAsync();
        for (var number = 0; number < 4; number++)
            await server.Client.CreateCaseAsync("Any");
        var file = await server.Client.ExportAsync(
            new
            {
                select = new { matching = new { } },
                fields = Two,
                format = "XLSX",
            }
        );
        using var changed = new MemoryStream();
        await changed.WriteAsync(file);
        using (
            var zip = new System.IO.Compression.ZipArchive(changed, System.IO.Compression.ZipArchiveMode.Update, true)
        )
        {
            var entry = zip.GetEntry("xl/worksheets/sheet2.xml")!;
            string text;
            using (var reader = new StreamReader(await entry.OpenAsync()))
                text = await reader.ReadToEndAsync();
            entry.Delete();
            await using var writer = new StreamWriter(await zip.CreateEntry("xl/worksheets/sheet2.xml").OpenAsync());
            await writer.WriteAsync(text.Replace(">subject<", ">topic<", StringComparison.Ordinal));
        }

        var import = await server.Client.AnalyseAsync("two.xlsx", changed.ToArray());

        Assert.Equal(2, import.GetProperty("rowCount").GetInt32());
        Assert.Equal(2, import.GetProperty("sheets").GetArrayLength());
    }
}
