using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Import;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Export;

/// <summary>Lists of cases in files of cases: all that the API tells the same caller, and nothing new for an import.</summary>
public sealed class ExportedPartsTests(ExportedPartsTests.World world) : IClassFixture<ExportedPartsTests.World>
{
    private const int Cases = 120;

    /// <summary>More than is read at once.</summary>
    private const int LongConversation = 330;

    private static readonly object Everything = new { matching = new { where = new { number = new { lte = Cases } } } };
    private static readonly string[] All = ["UPDATES", "CONTACTS", "BUGS", "ATTACHMENTS", "CHANGES"];
    private static readonly string[] Twice = ["BUGS", "UPDATES", "BUGS"];
    private static readonly string[] Number = ["number"];
    private static readonly string[] Subject = ["subject"];
    private static readonly string[] Seventh = ["7"];
    private static readonly string[] Eighth = ["8"];
    private static readonly string[] Formats = ["JSON_LINES", "CSV", "XLSX"];
    private static readonly string[] Texts =
    [
        "=1+1",
        "\"q\"",
        "a\r\nb; c",
        "🙂 {\"a\":[1]}",
        " ",
        "'x",
        "[1]",
        "\\u0041",
    ];

    private static readonly (string Name, string Items)[] Lists =
    [
        (
            "updates",
            "nodes { id text direction internal externalReference sentAt createdAt author { ... on User { id userName } ... on Contact { id email } } }"
        ),
        ("contacts", "edges { role node { id fullName email externalReference } }"),
        ("bugs", "edges { node { number id externalReference } }"),
        ("attachments", "nodes { id fileName size sha256 internal caseUpdate { id } createdAt }"),
        ("changes", "nodes { id kind version occurredAt changeSet { id } fields { label beforeText afterText } }"),
    ];

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
            var told = await ToldAsync(client);
            Assert.Equal(client == less, told[(9, "contacts")].GetArrayLength() == 0);

            var lines = ExportWorld.JsonLines(await ExportAsync(client, "JSON_LINES"));
            var csv = ExportWorld.Csv(await ExportAsync(client, "CSV"));
            var book = ExportWorld.Workbook(await ExportAsync(client, "XLSX"))[0].Rows;

            Assert.Equal(["number", .. Lists.Select(list => list.Name)], csv[0], StringComparer.Ordinal);
            Assert.Equal(Cases, lines.Count);
            foreach (var (row, line) in lines.Index())
            {
                foreach (var (place, (name, _)) in Lists.Index())
                {
                    var number = line.GetProperty("number").GetInt64();
                    var list = line.GetProperty(name);
                    Same(told[(number, name)], list, $"{number} {name}");
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
            Assert.Equal($"SUCCEEDED 0 0 {Cases} 0 0 0", RunWorld.Counts(job));
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
        Assert.InRange(statements.Count - before, 12, Cases);
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
        Assert.InRange(held.Count, 20, LongConversation - 1);
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

    /// <summary>All that is expected stands there, of nothing nothing.</summary>
    private static void Same(JsonElement expected, JsonElement actual, string place)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when !expected.EnumerateObject().Any():
                Assert.True(actual.ValueKind is JsonValueKind.Null, place);
                break;
            case JsonValueKind.Object:
                foreach (var one in expected.EnumerateObject())
                    Same(one.Value, actual.GetProperty(one.Name), $"{place}.{one.Name}");
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), place);
                foreach (var (index, one) in expected.EnumerateArray().Index())
                    Same(one, actual[index], $"{place}.{index}");
                break;
            default:
                Assert.True(expected.ToString().Equals(actual.ToString(), StringComparison.Ordinal), place);
                break;
        }
    }

    private static string? Raw(JsonElement list) => list.ValueKind is JsonValueKind.Null ? null : list.GetRawText();

    /// <summary>The lists of all cases as a caller reads them, page by page; links without their nodes around them.</summary>
    private static async Task<Dictionary<(long Number, string List), JsonElement>> ToldAsync(HttpClient client)
    {
        var told = new Dictionary<(long, string), JsonElement>();
        for (var number = 1L; number <= Cases; number++)
        {
            var page = string.Join(' ', Lists.Select(list => $"{list.Name}(first: 100) {Page(list.Items)}"));
            var found = (await client.AskAsync($$"""{ caseById(id: {{number}}) { {{page}} } }""")).GetProperty(
                "caseById"
            );
            foreach (var (name, items) in Lists)
            {
                var list = found.GetProperty(name);
                var all = new List<JsonElement>(Items(list));
                while (
                    list.ValueKind is JsonValueKind.Object
                    && list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                )
                {
                    var after = list.GetProperty("pageInfo").GetProperty("endCursor").GetString();
                    list = (
                        await client.AskAsync(
                            $$"""{ caseById(id: {{number}}) { {{name}}(first: 100, after: "{{after}}") {{Page(items)}} } }"""
                        )
                    )
                        .GetProperty("caseById")
                        .GetProperty(name);
                    all.AddRange(Items(list));
                }
                told[(number, name)] =
                    list.ValueKind is JsonValueKind.Null ? list : JsonSerializer.SerializeToElement(all);
            }
        }
        return told;

        static string Page(string items) => $$"""{ pageInfo { hasNextPage endCursor } {{items}} }""";
    }

    private static IEnumerable<JsonElement> Items(JsonElement list) =>
        list.ValueKind is JsonValueKind.Null ? []
        : list.TryGetProperty("nodes", out var nodes) ? nodes.EnumerateArray()
        : list.GetProperty("edges").EnumerateArray().Select(Flat);

    private static JsonElement Flat(JsonElement edge) =>
        JsonSerializer.SerializeToElement(
            edge.EnumerateObject()
                .Where(one => one.Name is not "node")
                .Concat(edge.GetProperty("node").EnumerateObject())
                .ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
        );

    private async Task<int> ChangesAsync()
    {
        await server.SettledAsync();
        return (await server.Client.AskAsync("{ recordChanges { totalCount } }"))
            .GetProperty("recordChanges")
            .GetProperty("totalCount")
            .GetInt32();
    }

    private static async Task FillAsync(HttpClient client)
    {
        foreach (var subject in new[] { "Crash", "Wish" })
            await client.MutateAsync("createBug", new { subject }, selection: "bug { number }");
        // Two who are known by one address, and one by none.
        foreach (var email in new[] { "two@x.example", "two@x.example", null })
            await client.MutateAsync("createContact", new { lastName = "Prado", email }, selection: "contact { id }");
        await client.MutateAsync("createUser", new { userName = "maya", fullName = "Maya" }, selection: "user { id }");
        var rows = string.Concat(Enumerable.Range(1, Cases).Select(number => Line(number) + "\n"));
        var job = await client.RunImportAsync("cases.jsonl", rows, input => input["unknownContacts"] = "CREATE");
        Assert.Equal($"SUCCEEDED {Cases} 0 0 0 0 0", RunWorld.Counts(job));
        var contacts = (
            await client.AskAsync("""{ contacts(where: { lastName: { eq: "Prado" } }) { nodes { id } } }""")
        )
            .GetProperty("contacts")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => new { contactId = node.GetProperty("id").GetString() })
            .ToArray();
        await client.MutateAsync("linkCaseContacts", new { caseId = "9", contacts }, selection: "case { id }");
        // Times with microseconds, and who wrote gone.
        foreach (var fromContactId in new[] { null, contacts[0].contactId, contacts[2].contactId })
            await client.MutateAsync(
                "addCaseUpdate",
                new
                {
                    caseId = "9",
                    text = "Now",
                    fromContactId,
                },
                selection: "caseUpdate { id }"
            );
        await client.MutateAsync(
            "deleteContacts",
            new { select = new { ids = new[] { contacts[2].contactId } } },
            selection: "deleted"
        );
        await client.AttachAsync("3", ("a.txt", "a"u8.ToArray()), ("b \"q\".txt", "b"u8.ToArray()));
    }

    private static string Line(int number)
    {
        var messages = number == 7 ? LongConversation : number % 5;
        return JsonSerializer.Serialize(
            new
            {
                subject = string.Create(CultureInfo.InvariantCulture, $"{(number * 37) % 1000:000}"),
                contacts = Enumerable
                    .Range(0, number % 3)
                    .Select(contact => new
                    {
                        email = $"c{contact}@x.example",
                        lastName = "C",
                        role = contact == 0 ? "PRIMARY" : "OTHER",
                    }),
                bugs = Enumerable.Range(1, number % 3),
                updates = Enumerable
                    .Range(0, messages)
                    .Select(message => new
                    {
                        direction = (message % 3) switch
                        {
                            0 => "INCOMING",
                            1 => "OUTGOING",
                            _ => "NOTE",
                        },
                        text = Texts[(number + message) % Texts.Length] + " text",
                        at = new DateTime(2020, 1, 1, 10, 0, 0, DateTimeKind.Utc).AddSeconds(message),
                        author = (message % 3) switch
                        {
                            0 when message % 2 == 0 => "c0@x.example",
                            0 => null,
                            _ => "maya",
                        },
                        externalReference = message % 4 == 3 ? null : $"M-{number}-{message}",
                    }),
            }
        );
    }

    public sealed class World : IAsyncLifetime, IAsyncDisposable
    {
        /// <summary>Before the server, whose jobs then have its trace.</summary>
        internal CountedStatements Statements { get; } = new();

        internal RunningServer Server { get; } =
            new()
            {
                Services = CallersByUser.Use,
                Settings = { ["Limits:Bucket"] = "1000000", ["Limits:Restore"] = "1000000" },
            };

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            await FillAsync(Server.Client);
            await Server.SettledAsync();
        }

        public async Task DisposeAsync()
        {
            await Server.DisposeAsync();
            Statements.Dispose();
        }

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
