using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.Export;

/// <summary>Files that are written of records.</summary>
public sealed class ExportTests
{
    private static readonly string[] Compared =
    [
        "number",
        "subject",
        "description",
        "priority",
        "account.id",
        "account.name",
        "createdAt",
        "version",
        "resolution",
    ];
    private static readonly string[] Wrong = ["number", "nothing", "number"];
    private static readonly string[] Two = ["number", "subject"];
    private static readonly object Everything = new { matching = new { } };

    private static readonly string[] Hard =
    [
        "=1+1",
        "+351 21",
        "-5",
        "-5,25",
        "-a",
        "@me",
        "'=x",
        "''",
        "'a",
        "＝SUM",
        "\"quoted\"",
        "two\nlines",
        "a,b;c|d\te",
        "007",
        "NULL",
        "N/A",
        "-",
        "true",
        "2026-01-01",
        "🙂 emoji 👩‍👩‍👧",
        "עברית ‏ العربية",
        " blanks ",
        "_x000D_",
        "_x005F_",
        "é\u0301",
    ];

    [Fact]
    public async Task What_a_file_says_is_what_the_list_tells_the_same_caller()
    {
        await using var server = await RunningServer.StartAsync();
        await WriteHardTextsAsync(server.Client);
        var fields = Compared;
        var told = await AllAsync(
            server.Client,
            "number subject description priority account { id name } createdAt version resolution"
        );

        var csv = ExportWorld.Csv(
            await server.Client.ExportAsync(
                new
                {
                    select = Everything,
                    fields,
                    order = Order,
                }
            )
        );
        var lines = ExportWorld.JsonLines(
            await server.Client.ExportAsync(
                new
                {
                    select = Everything,
                    fields,
                    format = "JSON_LINES",
                    order = Order,
                }
            )
        );
        var sheets = ExportWorld.Workbook(
            await server.Client.ExportAsync(
                new
                {
                    select = Everything,
                    fields,
                    format = "XLSX",
                    order = Order,
                }
            )
        );

        Assert.Equal(fields, csv[0], StringComparer.Ordinal);
        Assert.Equal(told, csv.Skip(1).Select(row => Text(row.Select(Bare))), StringComparer.Ordinal);
        Assert.Equal(
            told,
            lines.Select(line => Text(line.EnumerateObject().Select(one => Plain(one.Value)))),
            StringComparer.Ordinal
        );
        Assert.Equal(fields, lines[0].EnumerateObject().Select(one => one.Name), StringComparer.Ordinal);
        var (name, cells) = Assert.Single(sheets);
        Assert.Equal("Cases", name);
        Assert.Equal(told, cells.Skip(1).Select(Text), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_import_knows_every_column_of_a_file_that_was_exported_for_certain()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.CreateCaseAsync("=First");
        await server.Client.CreateCaseAsync("Second");
        await server.Client.MutateAsync("createAccount", new { name = "A" }, selection: "account { id }");
        await server.Client.MutateAsync("createContact", new { lastName = "C" }, selection: "contact { id }");
        await server.Client.MutateAsync("createBug", new { subject = "B" }, selection: "bug { id }");
        foreach (var (format, labels) in new[] { ("CSV", false), ("CSV", true), ("JSON_LINES", false), ("XLSX", true) })
        {
            foreach (var records in new[] { "Cases", "Accounts", "Contacts", "Bugs", "Users" })
            {
                var file = await server.Client.ExportAsync(
                    new
                    {
                        select = Everything,
                        format,
                        labels,
                    },
                    records
                );

                var import = await server.Client.AnalyseAsync("own", file, records.ToUpperInvariant());

                var proposals = import
                    .GetProperty("columns")
                    .EnumerateArray()
                    .SelectMany(column => column.GetProperty("proposals").EnumerateArray())
                    .ToList();
                Assert.True(proposals.Count > 2, $"{format} {records}");
                Assert.All(
                    proposals,
                    one => Assert.Equal("True OWN_EXPORT", $"{one.GetProperty("certain")} {one.GetProperty("because")}")
                );
            }
        }
    }

    [Fact]
    public async Task A_spreadsheet_gets_labels_a_byte_order_mark_a_delimiter_and_times_of_its_zone()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.CreateCaseAsync("One");
        string[] fields = ["number", "createdAt"];
        var created = (await server.Client.AskAsync("{ cases { nodes { createdAt } } }"))
            .GetProperty("cases")
            .GetProperty("nodes")[0]
            .GetProperty("createdAt")
            .GetDateTime();

        var file = await server.Client.ExportAsync(
            new
            {
                select = Everything,
                fields,
                labels = true,
                delimiter = ";",
                timeZone = "Asia/Tokyo",
            }
        );

        Assert.Equal(Encoding.UTF8.GetPreamble(), file[..3]);
        var rows = ExportWorld.Csv(file[3..], ';');
        Assert.Equal(["Number", "Created at"], rows[0], StringComparer.Ordinal);
        Assert.EndsWith("+09:00", rows[1][1], StringComparison.Ordinal);
        Assert.Equal(created, DateTimeOffset.Parse(rows[1][1]!, CultureInfo.InvariantCulture).UtcDateTime);
    }

    [Fact]
    public async Task A_text_that_no_cell_holds_is_told_and_whole_in_json_lines()
    {
        await using var server = await RunningServer.StartAsync();
        var text = new string('a', 32_766) + "🙂b";
        await server.Client.MutateAsync(
            "createCase",
            new { subject = "Long", description = text },
            selection: "case { id }"
        );
        string[] fields = ["number", "description"];

        var job = await server.Client.ExportJobAsync(
            new
            {
                select = Everything,
                fields,
                format = "XLSX",
            }
        );
        var file = await server.Client.GetByteArrayAsync(
            new Uri(job.GetProperty("downloadUrl").GetString()!, UriKind.Relative)
        );
        var lines = ExportWorld.JsonLines(
            await server.Client.ExportAsync(
                new
                {
                    select = Everything,
                    fields,
                    format = "JSON_LINES",
                }
            )
        );

        Assert.Equal(text[..32_766], ExportWorld.Workbook(file)[0].Rows[1][1]);
        var row = job.GetProperty("rows").GetProperty("nodes")[0];
        Assert.Equal(
            """1 SKIPPED ["description"] TOO_LONG""",
            $"{row.GetProperty("row")} {row.GetProperty("outcome")} {row.GetProperty("reasons")[0].GetProperty("field").GetRawText()} {row.GetProperty("reasons")[0].GetProperty("code")}"
        );
        Assert.Equal(text, lines[0].GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("d b a", """{"select": {"matching": {}}, "order": [{"subject": "DESC"}]}""")]
    [InlineData("d c b a", """{"select": {"matching": {}}, "order": [{"subject": "DESC"}], "includeDeleted": true}""")]
    [InlineData("a d", """{"select": {"ids": ["4", "2"]}, "order": [{"number": "ASC"}]}""")]
    [InlineData("", """{"select": {"ids": []}}""")]
    [InlineData(
        "b",
        """{"select": {"matching": {"where": {"subject": {"eq": "b"}, "createdAt": {"gt": "2020-01-01T00:00:00Z", "within": {"from": "-P1D"}}, "priority": {"in": ["MEDIUM"]}}}}}"""
    )]
    [InlineData("c", """{"select": {"matching": {"search": "c"}}, "includeDeleted": true}""")]
    public async Task A_selection_an_order_and_deleted_rows_are_as_the_list_has_them(string subjects, string asked)
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var subject in new[] { "b", "a", "c", "d" })
            await server.Client.CreateCaseAsync(subject);
        await server.Client.MutateAsync("deleteCases", null, """{select: {ids: ["3"]}}""", "deleted");
        var input = (JsonObject)JsonNode.Parse(asked)!;
        input["fields"] = new JsonArray("subject");

        var rows = ExportWorld.Csv(await server.Client.ExportAsync(input));

        Assert.Equal(subjects, string.Join(' ', rows.Skip(1).Select(row => row[0])));
    }

    [Fact]
    public async Task Mistakes_are_told_with_their_places_and_no_job_begins()
    {
        await using var server = await RunningServer.StartAsync();

        var payload = await server.Client.StartExportAsync(
            new
            {
                select = Everything,
                fields = Wrong,
                delimiter = "ab",
                timeZone = "Mars/North",
                reason = new string('r', 1001),
            }
        );

        Assert.Equal(
            ["input.delimiter", "input.fields.1", "input.fields.2", "input.reason", "input.timeZone"],
            payload
                .GetProperty("errors")[0]
                .GetProperty("issues")
                .EnumerateArray()
                .Select(issue => string.Join('.', issue.GetProperty("field").EnumerateArray()))
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.Equal(
            0,
            (await server.Client.AskAsync("{ jobs { totalCount } }"))
                .GetProperty("jobs")
                .GetProperty("totalCount")
                .GetInt32()
        );
    }

    [Fact]
    public async Task What_was_exported_by_whom_is_kept_for_those_who_look_into_it()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.CreateCaseAsync("One");
        await server.Client.ExportAsync(
            new
            {
                select = new { matching = new { where = new { subject = new { eq = "One" } } } },
                fields = Two,
                reason = "Monthly",
            }
        );

        var detail = (
            await server.Client.AskAsync(
                "{ auditEvents(where: { kind: { eq: EXPORTED } }) { nodes { detail actor { __typename } } } }"
            )
        )
            .GetProperty("auditEvents")
            .GetProperty("nodes")[0]
            .GetProperty("detail");

        Assert.Equal(
            """CASES 1 CSV number subject {"subject":{"eq":"One"}} Monthly""",
            $"{detail.GetProperty("records")} {detail.GetProperty("rows")} {detail.GetProperty("format")} {detail.GetProperty("fields")} {detail.GetProperty("where")} {detail.GetProperty("reason")}"
        );
    }

    private static readonly object[] Order = [new { number = "ASC" }];

    /// <summary>Cases with all of the hard texts, and with some at random.</summary>
    private static async Task WriteHardTextsAsync(HttpClient client)
    {
        var texts = Gen.OneOf(
            Gen.Int[0, Hard.Length - 1].Select(at => Hard[at]),
            Gen.Char[" \"',;=+-@\n'\u00a0aZ9é_x"].Array[1, 12].Select(letters => new string(letters))
        );
        var rows = new List<(string Subject, string? Description)>();
        Gen.Select(texts, texts.Null())
            .Array[150]
            .Sample(
                made =>
                    rows.AddRange(
                        made.Select(one =>
                            (Subject: "s" + one.Item1.Replace("\n", " ", StringComparison.Ordinal), (string?)one.Item2)
                        )
                    ),
                iter: 1,
                threads: 1
            );
        rows.AddRange(Hard.Select(text => (text.Replace("\n", " ", StringComparison.Ordinal), (string?)text)));
        foreach (var chunk in rows.Where(row => row.Subject.Trim().Length > 0).Chunk(100))
            await client.MutateAsync(
                "createCases",
                new { cases = chunk.Select(row => new { subject = row.Subject, description = row.Description }) },
                selection: "created"
            );
        var account = await client.MutateAsync(
            "createAccount",
            new { name = "=Conta, \"A\"" },
            selection: "account { id }"
        );
        await client.MutateAsync(
            "updateCase",
            new
            {
                id = "3",
                accountId = account.Object("account").GetProperty("id").GetString(),
                priority = "HIGH",
            },
            selection: "case { id }"
        );
    }

    /// <summary>Without what a formula got in front, which is known by what stands behind.</summary>
    private static string? Bare(string? cell)
    {
        var rest = cell?.TrimStart('\'');
        return
            rest is { Length: > 0 }
            && rest.Length < cell!.Length
            && "=+-@\t\r＝＋－＠".Contains(rest[0], StringComparison.Ordinal)
            ? cell[1..]
            : cell;
    }

    private static string Text(IEnumerable<string?> cells) => string.Join('\u2502', cells.Select(cell => cell ?? "∅"));

    private static string? Plain(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText()
        : value.ToString();

    private static async Task<List<string>> AllAsync(HttpClient client, string fields)
    {
        var rows = new List<string>();
        for (var after = "null"; after is not null; )
        {
            var page = (
                await client.AskAsync(
                    $$"""{ cases(first: 100, after: {{after}}, order: [{ number: ASC }]) { pageInfo { hasNextPage endCursor } nodes { {{fields}} } } }"""
                )
            ).GetProperty("cases");
            rows.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => Text(Cells(node))));
            var info = page.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean()
                ? $"\"{info.GetProperty("endCursor").GetString()}\""
                : null;
        }
        return rows;
    }

    private static IEnumerable<string?> Cells(JsonElement node) =>
        node.EnumerateObject()
            .SelectMany(field =>
                field.Name is not "account" ? [Plain(field.Value)]
                : field.Value.ValueKind is JsonValueKind.Null ? [null, null]
                : Cells(field.Value)
            );
}
