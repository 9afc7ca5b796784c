using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Export;

/// <summary>Lists of cases in files of cases: all that the API tells the same caller, and nothing new for an import.</summary>
public sealed class ExportedPartsTests(PartsWorld world) : IClassFixture<PartsWorld>
{
    private static readonly object Everything = new
    {
        matching = new { where = new { number = new { lte = PartsWorld.Cases } } },
    };
    private static readonly string[] All = ["UPDATES", "CONTACTS", "BUGS", "ATTACHMENTS", "CHANGES"];
    private static readonly string[] Twice = ["BUGS", "UPDATES", "BUGS"];
    private static readonly string[] Number = ["number"];
    private static readonly string[] Subject = ["subject"];
    private static readonly string[] Seventh = ["7"];
    private static readonly string[] Eighth = ["8"];
    private static readonly string[] Formats = ["JSON_LINES", "CSV", "XLSX"];
    private readonly CountedStatements statements = world.Statements;
    private readonly RunningServer server = world.Server;

    [Fact]
    public async Task Parts_are_the_lists_that_the_same_caller_reads_whole_and_in_all_formats()
    {
        var role = await server.Client.MutateAsync(
            "createRole",
            input: null,
            """{name: "Less", grants: [{action: CASE_VIEW, level: ALL}, {action: CASE_EXPORT, level: ALL}]}""",
            "role { id }"
        );
        var user = await server.Client.MutateAsync(
            "createUser",
            new { userName = "less", fullName = "Less" },
            selection: "user { id }"
        );
        var id = user.Object("user").GetProperty("id").GetString()!;
        await server.Client.MutateAsync(
            "setUserRoles",
            new { userId = id, roleIds = new[] { role.Object("role").GetProperty("id").GetString() } },
            selection: "user { id }"
        );
        using var less = server.As(id);
        foreach (var client in new[] { server.Client, less })
        {
            var told = await ToldLists.OfAsync(client, PartsWorld.Cases);
            Assert.Equal(client == less, told[(9, "contacts")].GetArrayLength() == 0);

            var lines = ExportWorld.JsonLines(await ExportAsync(client, "JSON_LINES"));
            var csv = ExportWorld.Csv(await ExportAsync(client, "CSV"));
            var book = ExportWorld.Workbook(await ExportAsync(client, "XLSX"))[0].Rows;

            Assert.Equal(["number", .. ToldLists.All.Select(list => list.Name)], csv[0], StringComparer.Ordinal);
            Assert.Equal(PartsWorld.Cases, lines.Count);
            foreach (var (row, line) in lines.Index())
            {
                foreach (var (place, (name, _)) in ToldLists.All.Index())
                {
                    var number = line.GetProperty("number").GetInt64();
                    var list = line.GetProperty(name);
                    ToldLists.Same(told[(number, name)], list, $"{number} {name}");
                    Assert.Equal(Raw(list), csv[row + 1][place + 1]);
                    if (list.GetRawText().Length < 32_000)
                        Assert.Equal(Raw(list), book[row + 1][place + 1]);
                }
            }
        }
    }

    [Fact]
    public async Task A_file_with_conversation_contacts_and_bugs_brings_nothing_new()
    {
        var before = await ChangesAsync();
        foreach (var format in Formats)
        {
            var file = await server.Client.ExportAsync(
                new
                {
                    select = Everything,
                    include = All,
                    format,
                    timeZone = "Asia/Tokyo",
                }
            );

            var job = await server.Client.RunImportAsync("own", file);

            Assert.True(RunWorld.Rows(job).Count == 0, $"{format} {job.GetRawText()}");
            Assert.Equal($"SUCCEEDED 0 0 {PartsWorld.Cases} 0 0 0", RunWorld.Counts(job));
        }
        Assert.Equal(before, await ChangesAsync());
    }

    [Fact]
    public async Task Messages_links_and_bugs_come_to_a_case_that_does_not_have_them_by_the_file_of_one_that_has()
    {
        var file = await server.Client.ExportAsync(
            new
            {
                select = new { ids = Eighth },
                include = All,
                fields = Subject,
                format = "JSON_LINES",
            }
        );

        // What is unique in another system stays with the case that has it.
        var text = Encoding.UTF8.GetString(file).Replace("\"M-8-", "\"M-copy-", StringComparison.Ordinal);
        var job = await server.Client.RunImportAsync("copy.jsonl", text);

        Assert.Equal("SUCCEEDED 1 0 0 0 0 0", RunWorld.Counts(job));
        var asked = """
            updates { nodes { text direction sentAt author { ... on User { id } ... on Contact { id } } } }
            contacts { edges { role node { id } } } bugs { nodes { id } }
            """;
        var both = await server.Client.AskAsync(
            $$"""{ one: caseById(id: 8) { {{asked}} } cases(first: 1, order: [{ number: DESC }]) { nodes { {{asked}} } } }"""
        );
        Assert.Equal(
            both.GetProperty("one").GetRawText(),
            both.GetProperty("cases").GetProperty("nodes")[0].GetRawText()
        );
    }

    [Fact]
    public async Task Statements_grow_with_what_is_read_and_not_with_cases()
    {
        var before = statements.Count;

        await ExportAsync(server.Client, "CSV");

        // With those that ask how far the job is.
        Assert.InRange(statements.Count - before, 12, PartsWorld.Cases);
    }

    [Fact]
    public async Task A_list_that_no_cell_holds_has_its_first_objects_there_and_is_told()
    {
        var job = await server.Client.ExportJobAsync(
            new
            {
                select = new { ids = Seventh },
                include = All,
                fields = Number,
                format = "XLSX",
            }
        );
        var file = await server.Client.GetByteArrayAsync(
            new Uri(job.GetProperty("downloadUrl").GetString()!, UriKind.Relative)
        );

        var cell = ExportWorld.Workbook(file)[0].Rows[1][1]!;
        Assert.InRange(cell.Length, 32_000, 32_767);
        var held = JsonElement.Parse(cell).EnumerateArray().ToList();
        Assert.InRange(held.Count, 20, PartsWorld.LongConversation - 1);
        Assert.Equal("M-7-0", held[0].GetProperty("externalReference").GetString());
        var reason = job.GetProperty("rows").GetProperty("nodes")[0].GetProperty("reasons")[0];
        Assert.Equal(
            """["updates"] TOO_LONG""",
            $"{reason.GetProperty("field").GetRawText()} {reason.GetProperty("code")}"
        );
    }

    [Fact]
    public async Task A_part_is_given_once_and_only_cases_have_any()
    {
        var payload = await server.Client.StartExportAsync(new { select = Everything, include = Twice });
        using var other = await server.Client.PostAsJsonAsync(
            "/graphql",
            new
            {
                query = "mutation { exportBugs(input: { select: { matching: {} }, include: [CHANGES] }) { job { id } } }",
            }
        );

        var issue = payload.GetProperty("errors")[0].GetProperty("issues")[0];
        Assert.Equal(
            """["input","include","2"] INVALID_VALUE BUGS stands there before.""",
            $"{issue.GetProperty("field").GetRawText()} {issue.GetProperty("code")} {issue.GetProperty("message")}"
        );
        Assert.Contains("include", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<byte[]> ExportAsync(HttpClient client, string format) =>
        client.ExportAsync(
            new
            {
                select = Everything,
                order = new[] { new { subject = "ASC" } },
                fields = Number,
                include = All,
                format,
            }
        );

    private static string? Raw(JsonElement list) => list.ValueKind is JsonValueKind.Null ? null : list.GetRawText();

    private async Task<int> ChangesAsync()
    {
        await server.SettledAsync();
        return (await server.Client.AskAsync("{ recordChanges { totalCount } }"))
            .GetProperty("recordChanges")
            .GetProperty("totalCount")
            .GetInt32();
    }
}
