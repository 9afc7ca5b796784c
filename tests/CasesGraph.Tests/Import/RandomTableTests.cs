using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.Import;

/// <summary>What somebody else has written is found out and read back as it was.</summary>
public sealed class RandomTableTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const int Tries = 60;

    private static readonly string[] Names =
    [
        "subject",
        "Priority",
        "Beschreibung",
        "Número",
        "created at",
        "Assigned to",
        "Some field",
        "Weight (kg)",
    ];

    /// <summary>Words of a cell; the last ones need quotes.</summary>
    private static readonly Gen<string> Cell = Gen.Frequency(
        (2, Gen.Const("")),
        (4, Gen.Int[0, 99_999].Select(number => $"{number}")),
        (4, Gen.OneOf(["High", "Low", "new", "closed", "true"])),
        (
            3,
            Gen.DateTime[new DateTime(2020, 1, 1), new DateTime(2026, 1, 1)]
                .Select(time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        ),
        (4, Gen.OneOf(["Printer on floor", "Olá – mundo", "日本商事", "O'Neil", "emoji 🎟 here", "ärger im Büro"])),
        (
            2,
            Gen.OneOf([
                "a, b; c",
                "tab\there",
                "two\nlines",
                "two\r\nlines",
                "say \"so\"",
                "\"quoted\"",
                "pipe | here",
                " spaces ",
                "=1+1",
            ])
        )
    );

    private static readonly Gen<Table> Tables =
        from width in Gen.Int[2, Names.Length]
        from rows in Cell.Array[width].List[3, 25]
        select new Table(
            [.. Names.Take(width)],
            [.. rows.Select(row => (string[])[$"S{row.Length} {row[0]}".TrimEnd(), .. row[1..]])]
        );

    private static readonly Gen<Writing> Writings =
        from delimiter in Gen.OneOf([',', ';', '\t', '|'])
        from quotesAll in Gen.Bool
        from ending in Gen.OneOf(["\n", "\r\n"])
        from encoding in Gen.OneOf<Encoding>([
            new UTF8Encoding(false),
            new UTF8Encoding(true),
            new UnicodeEncoding(false, true),
            new UnicodeEncoding(true, true),
        ])
        from preamble in Gen.Int[0, 2]
        select new Writing(delimiter, quotesAll, ending, encoding, preamble);

    [Fact]
    public Task Delimited_text_is_read_back_whatever_its_dialect() =>
        Gen.Select(Tables, Writings)
            .SampleAsync(
                async (table, writing) =>
                {
                    var import = await server.Client.AnalyseAsync("t.csv", writing.Write(table), dialect: NoMarkers());

                    var dialect = import.GetProperty("dialect");
                    Assert.Equal(
                        writing.DelimiterName,
                        dialect.GetProperty("delimiter").GetProperty("value").GetString()
                    );
                    Assert.Equal(
                        $"{writing.HeaderRow}",
                        dialect.GetProperty("headerRow").GetProperty("value").GetString()
                    );
                    await AssertReadAsync(table, import);
                },
                iter: Tries,
                threads: 1
            );

    [Fact]
    public Task Json_lines_are_read_back() =>
        Tables.SampleAsync(
            async table =>
            {
                var text = new StringBuilder();
                foreach (var row in table.Rows)
                    text.Append(
                            new JsonObject(
                                row.Select(
                                    (cell, at) =>
                                        KeyValuePair.Create(
                                            table.Names[at],
                                            (JsonNode?)(cell.Length == 0 ? null : cell)
                                        )
                                )
                            ).ToJsonString()
                        )
                        .Append('\n');

                var import = await server.Client.AnalyseAsync("t.jsonl", Encoding.UTF8.GetBytes(text.ToString()));

                await AssertReadAsync(table, import);
            },
            iter: Tries,
            threads: 1
        );

    [Fact]
    public Task Workbooks_are_read_back() =>
        Tables.SampleAsync(
            async table =>
            {
                var book = new WorkbookWriter().Texts(table.Names);
                foreach (var row in table.Rows)
                    book.Texts([.. row.Select(cell => cell.Length == 0 ? null : cell)]);

                var import = await server.Client.AnalyseAsync("t.xlsx", book.ToArray(), dialect: NoMarkers());

                await AssertReadAsync(table, import);
            },
            iter: Tries,
            threads: 1
        );

    [Fact]
    public Task Days_are_read_in_the_order_in_which_they_were_written() =>
        Gen.Select(
                Gen.OneOf([
                    "yyyy-MM-dd",
                    "dd/MM/yyyy",
                    "MM/dd/yyyy",
                    "dd.MM.yyyy",
                    "dd-MM-yyyy",
                    "yyyy/MM/dd",
                    "dd/MM/yy",
                ]),
                Gen.OneOf(["", " HH:mm", " HH:mm:ss", " hh:mm tt"]),
                Gen.DateTime[new DateTime(1990, 1, 1), new DateTime(2060, 1, 1)].List[8, 40]
            )
            .SampleAsync(
                async (day, clock, times) =>
                {
                    // One day that is no month tells which is which.
                    times.Add(new DateTime(2025, 5, 28, 1, 2, 3, DateTimeKind.Utc));
                    var text =
                        "created at,subject\n"
                        + string.Concat(
                            times.Select(time => time.ToString(day + clock, CultureInfo.InvariantCulture) + ",A\n")
                        );

                    var import = await server.Client.AnalyseAsync("days.csv", Encoding.UTF8.GetBytes(text));

                    var best = import.GetProperty("columns")[0].GetProperty("dateFormats")[0];
                    Assert.Equal(
                        $"{day}{clock.Replace("tt", "a", StringComparison.Ordinal)} {times.Count}",
                        $"{best.GetProperty("format").GetString()} {best.GetProperty("fits")}"
                    );
                    Assert.DoesNotContain(
                        "AMBIGUOUS_DATE",
                        import.GetProperty("notes").GetRawText(),
                        StringComparison.Ordinal
                    );
                },
                iter: Tries,
                threads: 1
            );

    private static JsonObject NoMarkers() => new() { ["nullMarkers"] = new JsonArray() };

    private async Task AssertReadAsync(Table table, JsonElement import)
    {
        Assert.Equal(
            table.Names,
            import.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("header").GetString()),
            StringComparer.Ordinal
        );
        var shown = await server.Client.ImportAsync(
            import.GetProperty("id").GetString()!,
            "rowCount sample(first: 100) { cells }"
        );
        Assert.Equal(table.Rows.Count, shown.GetProperty("rowCount").GetInt32());
        Assert.Equal(
            table.Rows.Select(row => string.Join('¦', row)),
            shown
                .GetProperty("sample")
                .EnumerateArray()
                .Select(row =>
                    string.Join('¦', row.GetProperty("cells").EnumerateArray().Select(cell => cell.GetString() ?? ""))
                ),
            StringComparer.Ordinal
        );
    }

    private sealed record Table(IReadOnlyList<string> Names, IReadOnlyList<string[]> Rows);

    private sealed record Writing(char Delimiter, bool QuotesAll, string Ending, Encoding Encoding, int Preamble)
    {
        public string DelimiterName => Delimiter == '\t' ? "TAB" : $"{Delimiter}";
        public int HeaderRow => Preamble + 1;

        public byte[] Write(Table table)
        {
            var text = new StringBuilder();
            for (var line = 0; line < Preamble; line++)
                text.Append("Report of everything").Append(Ending);
            foreach (var row in table.Rows.Prepend([.. table.Names]))
                text.Append(string.Join(Delimiter, row.Select(Written))).Append(Ending);
            return [.. Encoding.Preamble, .. Encoding.GetBytes(text.ToString())];
        }

        private string Written(string cell) =>
            (QuotesAll && cell.Length > 0) || cell.IndexOfAny([Delimiter, '"', '\n', '\r']) >= 0
                ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : cell;
    }
}
