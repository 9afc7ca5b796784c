using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Conversations that come from another desk: as rows of their own, with their cases, or in a column of comments.</summary>
public sealed class RunMessagesTests
{
    private const string Conversation =
        "subject status version firstResponseAt contacts { edges { role node { email } } } updates { nodes { text direction sentAt externalReference author { __typename ... on User { userName } ... on Contact { email } } } }";

    private const string Messages = """
        case.externalReference,direction,author,sentAt,text,externalReference
        T-1,INCOMING,Ana <ana@x.example>,2020-01-02T10:00:00Z,It does not print,M-1
        T-1,OUTGOING,Maya Reed (maya),2020-01-02T11:00:00Z,"Is it on?
        And the cable?",M-2
        T-1,NOTE,maya,2020-01-02T11:30:00Z,A new one,M-3
        T-1,,ana@x.example,2020-01-02T12:00:00Z,It is,M-4
        T-9,NOTE,,2020-01-02T12:00:00Z,Nobody's,M-5
        T-1,INCOMING,,2120-01-01T00:00:00Z,From to come,M-6
        T-1,NOTE,nobody,2020-01-02T12:00:00Z,By whom,M-7
        T-1,NOTE,,2020-01-02T13:00:00Z,,M-8
        T-1,NOTE,,2020-01-02T13:00:00Z,Again,M-1
        ,NOTE,,2020-01-02T13:00:00Z,Of no case,M-9
        """;

    [Fact]
    public async Task Messages_of_cases_that_are_there_keep_their_times_and_authors_and_do_nothing_else()
    {
        var world = new SmallWorld();
        await using var server = world.Server;
        await world.InitializeAsync();
        await server.Client.MutateAsync(
            "createCase",
            input: null,
            """{subject: "Printer", status: CLOSED, externalReference: "T-1"}""",
            "case { id }"
        );
        var import = await server.Client.AnalyseAsync("m.csv", Content(Messages), "CASE_UPDATES");
        var input = JsonNode.Parse(import.GetProperty("proposal").GetRawText())!.AsObject();
        Assert.True(input["keepTimes"]!.GetValue<bool>());
        input["unknownContacts"] = "CREATE";

        input["dryRun"] = true;
        var tried = await server.Client.RunImportAsync(input);
        input["dryRun"] = false;
        var job = await server.Client.RunImportAsync(input);
        (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
        var again = await server.Client.RunImportAsync(input);

        Assert.Equal(RunWorld.Counts(job), RunWorld.Counts(tried));
        Assert.Equal(
            [
                "6 REJECTED case.externalReference NOT_FOUND",
                "7 REJECTED sentAt INVALID_VALUE",
                "8 REJECTED author NOT_FOUND",
                "9 REJECTED text REQUIRED",
                "10 REJECTED externalReference CONFLICT",
                "11 REJECTED case.externalReference REQUIRED",
            ],
            RunWorld.Rows(job),
            StringComparer.Ordinal
        );
        Assert.Equal(RunWorld.Rows(job), RunWorld.Rows(tried), StringComparer.Ordinal);
        Assert.Equal("SUCCEEDED 4 0 0 6 0 0", RunWorld.Counts(job));
        Assert.Equal("SUCCEEDED 0 0 4 6 0 0", RunWorld.Counts(again));
        Assert.Equal(
            """{"subject":"Printer","status":"CLOSED","version":2,"firstResponseAt":"2020-01-02T11:00:00Z","contacts":{"edges":[{"role":"OTHER","node":{"email":"ana@x.example"}}]},"updates":{"nodes":[{"text":"It does not print","direction":"INCOMING","sentAt":"2020-01-02T10:00:00Z","externalReference":"M-1","author":{"__typename":"Contact","email":"ana@x.example"}},{"text":"Is it on?\nAnd the cable?","direction":"OUTGOING","sentAt":"2020-01-02T11:00:00Z","externalReference":"M-2","author":{"__typename":"User","userName":"maya"}},{"text":"A new one","direction":"NOTE","sentAt":"2020-01-02T11:30:00Z","externalReference":"M-3","author":{"__typename":"User","userName":"maya"}},{"text":"It is","direction":"INCOMING","sentAt":"2020-01-02T12:00:00Z","externalReference":"M-4","author":{"__typename":"Contact","email":"ana@x.example"}}]}}""",
            (await CasesAsync(server)).Single()
        );
    }

    [Fact]
    public async Task A_case_comes_with_its_conversation_and_later_with_what_is_new_in_it()
    {
        var world = new SmallWorld();
        await using var server = world.Server;
        await world.InitializeAsync();
        const string first =
            """{"direction":"INCOMING","text":"Help","at":"2020-01-02T10:00:00Z","author":{"email":"ana@x.example","lastName":"Prado"},"externalReference":"M-1"}""";
        const string second = """{"direction":"OUTGOING","text":"Done","at":"2020-01-02T11:00:00Z","author":"maya"}""";
        const string third = """{"text":"Thanks","at":"2020-01-03T08:00:00Z","author":"ana@x.example"}""";

        var job = await RunAsync($$"""{"externalReference":"T-1","subject":"Help","updates":[{{first}},{{second}}]}""");
        var same = await RunAsync(
            $$"""{"externalReference":"T-1","subject":"Help","updates":[{{second}},{{first}}]}"""
        );
        var more = await RunAsync(
            $$"""{"externalReference":"T-1","subject":"Help","updates":[{{first}},{{second}},{{third}}]}"""
        );
        var wrong = await RunAsync(
            """{"externalReference":"T-2","subject":"None","updates":[{"direction":"UP","text":"?"}]}"""
        );

        Assert.Equal("SUCCEEDED 1 0 0 0 0 0", RunWorld.Counts(job));
        Assert.Equal("SUCCEEDED 0 0 1 0 0 0", RunWorld.Counts(same));
        Assert.Equal("SUCCEEDED 0 1 0 0 0 0", RunWorld.Counts(more));
        Assert.Equal(["1 REJECTED updates INVALID_VALUE"], RunWorld.Rows(wrong), StringComparer.Ordinal);
        Assert.Equal(
            """{"subject":"Help","status":"NEW","version":2,"firstResponseAt":"2020-01-02T11:00:00Z","contacts":{"edges":[{"role":"OTHER","node":{"email":"ana@x.example"}}]},"updates":{"nodes":[{"text":"Help","direction":"INCOMING","sentAt":"2020-01-02T10:00:00Z","externalReference":"M-1","author":{"__typename":"Contact","email":"ana@x.example"}},{"text":"Done","direction":"OUTGOING","sentAt":"2020-01-02T11:00:00Z","externalReference":null,"author":{"__typename":"User","userName":"maya"}},{"text":"Thanks","direction":"INCOMING","sentAt":"2020-01-03T08:00:00Z","externalReference":null,"author":{"__typename":"Contact","email":"ana@x.example"}}]}}""",
            (await CasesAsync(server)).Single()
        );

        Task<JsonElement> RunAsync(string line) =>
            server.Client.RunImportAsync(
                "a.jsonl",
                line + "\n",
                input =>
                {
                    (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
                    input["unknownContacts"] = "CREATE";
                }
            );
    }

    [Fact]
    public async Task Columns_of_comments_are_notes_with_the_times_and_authors_that_stand_in_them()
    {
        var world = new SmallWorld();
        await using var server = world.Server;
        await world.InitializeAsync();

        var job = await server.Client.RunImportAsync(
            "a.csv",
            "Summary,Comment,Comment,Comment\n"
                + "One,\"31/12/2019 15:04;maya;First; with a semicolon\nand a line\",02/01/2020 08:00;maya;Second,\n"
                + "Two,404 error; no time; a text,{code} no JSON,\n"
                + "Three,99/12/2019 15:04;maya;No such day,,\n",
            input =>
            {
                input["fields"] = new JsonArray(
                    new JsonObject
                    {
                        ["field"] = "subject",
                        ["from"] = new JsonObject { ["column"] = 0 },
                    },
                    new JsonObject
                    {
                        ["field"] = "updates",
                        ["from"] = new JsonObject { ["columns"] = new JsonArray(1, 2, 3) },
                        ["dateFormat"] = "dd/MM/yyyy HH:mm",
                    }
                );
                input["keepTimes"] = true;
            }
        );

        Assert.Equal(["4 REJECTED updates INVALID_VALUE"], RunWorld.Rows(job), StringComparer.Ordinal);
        var cases = await server.Client.AskAsync(
            "{ cases(order: [{ number: ASC }]) { nodes { updates { nodes { text direction sentAt author { ... on User { userName } } } } } } }"
        );
        var one = cases.GetProperty("cases").GetProperty("nodes")[0].GetProperty("updates").GetProperty("nodes");
        Assert.Equal(
            """[{"text":"First; with a semicolon\nand a line","direction":"NOTE","sentAt":"2019-12-31T15:04:00Z","author":{"userName":"maya"}},{"text":"Second","direction":"NOTE","sentAt":"2020-01-02T08:00:00Z","author":{"userName":"maya"}}]""",
            one.GetRawText()
        );
        var two = cases.GetProperty("cases").GetProperty("nodes")[1].GetProperty("updates").GetProperty("nodes");
        Assert.Equal(
            ["404 error; no time; a text", "{code} no JSON"],
            two.EnumerateArray().Select(one => one.GetProperty("text").GetString()!).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Whether_a_hidden_case_has_a_message_is_not_told_and_a_bad_text_spoils_its_row_alone()
    {
        var world = new SmallWorld();
        await using var server = world.Server;
        await world.InitializeAsync();
        await server.Client.MutateAsync("createCase", input: null, """{subject: "Any"}""", "case { id }");
        await server.Client.MutateAsync(
            "addCaseUpdate",
            input: null,
            """{caseId: 1, text: "Here", internal: true, externalReference: "M-1"}""",
            "caseUpdate { id }"
        );
        await server.Client.MutateAsync("deleteCases", input: null, "{select: {ids: [1]}}", "changeSet { id }");

        var deleted = await server.Client.RunImportAsync(
            "m.csv",
            Content("case.number,text,externalReference\n1,Here,M-1\n1,Here,M-2"),
            input => (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE"),
            "CASE_UPDATES"
        );
        var spoilt = await server.Client.RunImportAsync(
            "a.csv",
            "subject,tags,updates\nOne,\"[\"\"\\ud800\"\"]\",\"{\"\"text\"\":\"\"\\ud800\"\"}\"\nTwo,,\n",
            input => input["keepTimes"] = true
        );

        Assert.Equal(
            ["2 REJECTED case.number DELETED", "3 REJECTED case.number DELETED"],
            RunWorld.Rows(deleted),
            StringComparer.Ordinal
        );
        Assert.Equal("SUCCEEDED", spoilt.GetProperty("status").GetString());
    }

    private static byte[] Content(string text) =>
        System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n") + "\n");

    private static async Task<IEnumerable<string>> CasesAsync(RunningServer server) =>
        (await server.Client.AskAsync($$"""{ cases { nodes { {{Conversation}} } } }"""))
            .GetProperty("cases")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(one => one.GetRawText());
}
