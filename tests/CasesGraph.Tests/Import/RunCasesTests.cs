using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Files of cases: what rows name, what is changed, and what stays as it is.</summary>
public sealed class RunCasesTests
{
    private const string Case =
        "subject description priority type version account { name externalReference } assignedTo { userName } openedBy { fullName email } tags { nodes { name } } contacts { edges { role node { fullName email } } } bugs { nodes { number } }";

    [Fact]
    public async Task A_row_brings_what_it_names_by_whatever_it_names_it()
    {
        var world = new SmallWorld();
        await using var server = world.Server;
        await world.InitializeAsync();

        var job = await server.Client.RunImportAsync(
            "a.csv",
            "subject,account.name,account.externalReference,assignedTo,openedBy,contacts,bugs,tags\n"
                + "One,Globex,A-1,Maya Reed (maya),ana@x.example,\"Ana <ana@x.example> (PRIMARY); eva@x.example\",1,\"red; blue\"\n"
                + "Two,Globex,A-1,\"Reed, Maya\",,eva@x.example,,red\n"
                + "Three,,,nobody,,,99,\n",
            input => (input["unknownAccounts"], input["unknownContacts"]) = ("CREATE", "CREATE")
        );

        Assert.Equal(["4 REJECTED assignedTo NOT_FOUND bugs NOT_FOUND"], RunWorld.Rows(job));
        var cases = await server.Client.AskAsync($$"""{ cases(order: [{ number: ASC }]) { nodes { {{Case}} } } }""");
        Assert.Equal(
            """[{"subject":"One","description":null,"priority":"MEDIUM","type":null,"version":1,"account":{"name":"Globex","externalReference":"A-1"},"assignedTo":{"userName":"maya"},"openedBy":{"fullName":"ana","email":"ana@x.example"},"tags":{"nodes":[{"name":"blue"},{"name":"red"}]},"contacts":{"edges":[{"role":"PRIMARY","node":{"fullName":"ana","email":"ana@x.example"}},{"role":"OTHER","node":{"fullName":"eva","email":"eva@x.example"}}]},"bugs":{"nodes":[{"number":1}]}},{"subject":"Two","description":null,"priority":"MEDIUM","type":null,"version":1,"account":{"name":"Globex","externalReference":"A-1"},"assignedTo":{"userName":"maya"},"openedBy":null,"tags":{"nodes":[{"name":"red"}]},"contacts":{"edges":[{"role":"OTHER","node":{"fullName":"eva","email":"eva@x.example"}}]},"bugs":{"nodes":[]}}]""",
            cases.GetProperty("cases").GetProperty("nodes").GetRawText()
        );
    }

    [Fact]
    public async Task An_empty_cell_stays_or_clears_as_was_chosen_and_what_is_equal_raises_no_version()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.RunImportAsync(
            "a.csv",
            "externalReference,subject,description,priority\nX-1,One,Text,HIGH\nX-2,Two,Text,LOW\n"
        );
        const string emptied = "externalReference,subject,description\nX-1,One,\nX-2,Two,Text\n";

        var kept = await server.Client.RunImportAsync("b.csv", emptied, Update);
        var cleared = await server.Client.RunImportAsync(
            "b.csv",
            emptied,
            input =>
            {
                Update(input);
                input["emptyCells"] = "CLEAR";
            }
        );

        Assert.Equal("SUCCEEDED 0 0 2 0 0 0", RunWorld.Counts(kept));
        Assert.Equal(JsonValueKind.Null, kept.GetProperty("changeSet").ValueKind);
        Assert.Equal("SUCCEEDED 0 1 1 0 0 0", RunWorld.Counts(cleared));
        Assert.Equal(
            """[{"description":null,"priority":"HIGH","version":2},{"description":"Text","priority":"LOW","version":1}]""",
            (
                await server.Client.AskAsync(
                    "{ cases(order: [{ number: ASC }]) { nodes { description priority version } } }"
                )
            )
                .GetProperty("cases")
                .GetProperty("nodes")
                .GetRawText()
        );
    }

    [Fact]
    public async Task Rows_that_cannot_be_told_apart_or_come_too_late_are_rejected_and_change_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var ids = new List<string>();
        foreach (var one in new[] { "K-1", "K-2", "K-3", "K-4" })
        {
            var made = await server.Client.MutateAsync(
                "createCase",
                new { subject = one, externalReference = one },
                selection: "case { id }"
            );
            ids.Add(made.Object("case").GetProperty("id").GetString()!);
        }
        await server.Client.MutateAsync("deleteCases", new { select = new { ids = new[] { ids[1] } } });
        await server.Client.MutateAsync(
            "mergeCases",
            new { primaryId = ids[0], duplicateIds = new[] { ids[2] } },
            selection: "case { id }"
        );

        var job = await server.Client.RunImportAsync(
            "a.csv",
            "externalReference,subject,version\nK-1,New,1\nK-2,New,1\nK-3,New,1\nK-4,New,1\nK-4,Newer,1\nK-5,New,1\n,New,1\n",
            Update
        );

        Assert.Equal(
            [
                "2 REJECTED CONFLICT",
                "3 REJECTED DELETED",
                "4 REJECTED CONFLICT",
                "6 REJECTED externalReference CONFLICT",
                "7 REJECTED externalReference NOT_FOUND",
                "8 REJECTED externalReference REQUIRED",
            ],
            RunWorld.Rows(job)
        );
        Assert.Equal("SUCCEEDED 0 1 0 6 0 0", RunWorld.Counts(job));
    }

    [Fact]
    public async Task What_an_import_wrote_is_one_change_set_and_can_be_undone()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.RunImportAsync("a.csv", "externalReference,subject\nX-1,One\n");

        var job = await server.Client.RunImportAsync(
            "b.csv",
            "externalReference,subject,account.name\nX-1,Changed,Acme\nX-2,Two,Acme\n",
            input =>
            {
                (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
                (input["unknownAccounts"], input["reason"]) = ("CREATE", "Move");
            }
        );
        var set = job.GetProperty("changeSet").GetProperty("id").GetString()!;
        var log = await server.Client.AskAsync(
            $$"""{ node(id: "{{set}}") { ... on ChangeSet { action reason changes { totalCount } } } }"""
        );
        await server.Client.MutateAsync("revertChangeSet", new { changeSetId = set });

        Assert.Equal(
            """{"action":"IMPORT","reason":"Move","changes":{"totalCount":2}}""",
            log.GetProperty("node").GetRawText()
        );
        Assert.Equal(
            """[{"subject":"One","account":null}]""",
            (await server.Client.AskAsync("{ cases { nodes { subject account { name } } } }"))
                .GetProperty("cases")
                .GetProperty("nodes")
                .GetRawText()
        );
    }

    [Fact]
    public async Task Rows_can_be_left_out_and_a_job_ends_after_too_many_that_are_rejected()
    {
        await using var server = await RunningServer.StartAsync();
        const string file = "subject,priority\nA,HIGH\nTotal,LOW\nB,LOW\nC,LOW\n";

        var some = await server.Client.RunImportAsync(
            "a.csv",
            file,
            input =>
            {
                input["rows"] = new JsonObject { ["to"] = 4 };
                input["skipRowsWhere"] = new JsonArray(new JsonObject { ["column"] = 0, ["equals"] = "total" });
            }
        );
        var tooLong = new string('x', 256);
        var many = await server.Client.RunImportAsync(
            "b.csv",
            $"subject\n{tooLong}\n{tooLong}\n",
            input => input["maxRejected"] = 1
        );

        Assert.Equal("SUCCEEDED 2 0 0 0 0 1", RunWorld.Counts(some));
        Assert.Equal("FAILED 0 0 0 2 0 0", RunWorld.Counts(many));
    }

    [Fact]
    public async Task A_time_that_clocks_show_twice_is_the_first_and_that_is_told_of_the_row()
    {
        await using var server = await RunningServer.StartAsync();

        var job = await server.Client.RunImportAsync(
            "a.csv",
            "subject,createdAt\nOnce,2025-10-26 01:30\nTwice,2025-10-26 02:30\nNever,2025-03-30 02:30\n",
            input => (input["keepTimes"], input["timeZone"]) = (true, "Europe/Berlin")
        );

        Assert.Equal("SUCCEEDED 2 0 0 1 0 0", RunWorld.Counts(job));
        Assert.Equal(["3 WRITTEN createdAt AMBIGUOUS", "4 REJECTED createdAt INVALID_VALUE"], RunWorld.Rows(job));
        Assert.Equal(
            """[{"createdAt":"2025-10-25T23:30:00Z"},{"createdAt":"2025-10-26T00:30:00Z"}]""",
            (await server.Client.AskAsync("{ cases(order: [{ number: ASC }]) { nodes { createdAt } } }"))
                .GetProperty("cases")
                .GetProperty("nodes")
                .GetRawText()
        );
    }

    [Fact]
    public async Task A_person_in_broken_JSON_is_told_and_neither_left_out_nor_the_end_of_the_job()
    {
        await using var server = await RunningServer.StartAsync();

        var job = await server.Client.RunImportAsync(
            "a.csv",
            "subject,contacts,assignedTo\nA,\"{\"\"email\"\":\",\nB,\"[{\"\"email\"\":\"\"a@x.example\"\"},{\",\nC,,{broken\nD,{},\n",
            input => input["unknownContacts"] = "CREATE"
        );

        Assert.Equal(
            [
                "2 REJECTED contacts MALFORMED",
                "3 REJECTED contacts MALFORMED",
                "4 REJECTED assignedTo NOT_FOUND",
                "5 REJECTED contacts NOT_FOUND",
            ],
            RunWorld.Rows(job),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Two_rows_that_bring_one_message_to_one_survivor_come_to_the_same_when_they_are_tried()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.RunImportAsync("a.csv", "externalReference,subject\nK-1,One\nK-2,Two\n");
        await server.Client.MutateAsync(
            "mergeCases",
            input: null,
            """{primaryId: "1", duplicateIds: ["2"]}""",
            selection: "case { id }"
        );
        var input = await server.Client.ProposalAsync(
            "b.csv",
            "externalReference,updates\nK-1,2020-01-02 10:00;;Same\nK-2,2020-01-02 10:00;;Same\n"u8.ToArray(),
            Update
        );
        (input["onMerged"], input["keepTimes"], input["dryRun"]) = ("SURVIVOR", true, true);

        var tried = await server.Client.RunImportAsync(input);
        input["dryRun"] = false;
        var done = await server.Client.RunImportAsync(input);

        Assert.Equal("SUCCEEDED 0 1 1 0 0 0", RunWorld.Counts(done));
        Assert.Equal(RunWorld.Counts(done), RunWorld.Counts(tried));
    }

    private static void Update(JsonObject input) =>
        (input["mode"], input["matchBy"]) = ("UPDATE", "EXTERNAL_REFERENCE");
}
