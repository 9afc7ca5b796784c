using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Rows that name deleted records, where these come back.</summary>
public sealed class RestoringImportTests
{
    [Fact]
    public async Task A_deleted_case_comes_back_with_its_row_and_one_that_was_merged_stays_where_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        var ids = new List<string>();
        foreach (var one in new[] { "K-1", "K-2", "K-3", "K-4" })
        {
            var made = await client.MutateAsync(
                "createCase",
                new { subject = one, externalReference = one },
                selection: "case { id }"
            );
            ids.Add(made.Object("case").GetProperty("id").GetString()!);
        }
        await client.MutateAsync("deleteCases", new { select = new { ids = new[] { ids[1], ids[3] } } });
        await client.MutateAsync(
            "mergeCases",
            new { primaryId = ids[0], duplicateIds = new[] { ids[2] } },
            selection: "case { id }"
        );
        var before = await CasesAsync(client);
        var input = await client.ProposalAsync(
            "a.csv",
            "externalReference,subject,priority\nK-1,One,HIGH\nK-2,Two,HIGH\nK-3,Three,HIGH\nK-4,\"\",odd\nK-5,Five,HIGH\n"u8.ToArray(),
            Restore("EXTERNAL_REFERENCE")
        );
        input.Answer("priority", "odd", to: null);

        input["dryRun"] = true;
        var tried = await client.RunImportAsync(input);
        Assert.Equal(before, await CasesAsync(client));
        input["dryRun"] = false;
        var done = await client.RunImportAsync(input);

        Assert.Equal("SUCCEEDED 1 2 0 2 0 0", RunWorld.Counts(done));
        Assert.Equal(RunWorld.Counts(tried), RunWorld.Counts(done));
        Assert.Equal(["4 REJECTED CONFLICT", "5 REJECTED priority INVALID_VALUE"], RunWorld.Rows(done));
        Assert.Equal(
            "Case 3 was merged into case 1.",
            done.GetProperty("rows")
                .GetProperty("nodes")[0]
                .GetProperty("reasons")[0]
                .GetProperty("message")
                .GetString()
        );
        Assert.Equal("One; Two; -K-3; -K-4; Five", await CasesAsync(client));
        var set = done.GetProperty("changeSet").GetProperty("id").GetString()!;
        Assert.Equal("CREATED RESTORED UPDATED", await KindsAsync(server, set));

        await client.MutateAsync("revertChangeSet", new { changeSetId = set });
        Assert.Equal($"{before}; -Five", await CasesAsync(client));
    }

    [Fact]
    public async Task What_was_merged_away_is_changed_where_it_went_if_that_is_chosen()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        await client.RunImportAsync("a.csv", "externalReference,subject\nK-1,One\nK-2,Two\nK-3,Three\n");
        await client.MutateAsync(
            "mergeCases",
            input: null,
            """{primaryId: "1", duplicateIds: ["2"]}""",
            selection: "case { id }"
        );
        var accounts = Bytes("name,externalReference\nAcme,A-1\nGlobex,A-2\n");
        await client.RunImportAsync("a.csv", accounts, records: "ACCOUNTS");
        var ids = (await client.AskAsync("{ accounts(order: [{ name: ASC }]) { nodes { id } } }"))
            .GetProperty("accounts")
            .GetProperty("nodes");
        await client.MutateAsync(
            "mergeAccounts",
            new
            {
                primaryId = ids[0].GetProperty("id").GetString(),
                duplicateIds = new[] { ids[1].GetProperty("id").GetString() },
            },
            selection: "account { id }"
        );

        var cases = await client.RunImportAsync(
            "b.csv",
            "externalReference,description,account.name\nK-1,old,\nK-2,new,A-1\nK-3,new,A-9\n",
            input =>
            {
                Survivor(input);
                input.Field("account.name")["accountKey"] = "EXTERNAL_REFERENCE";
            }
        );
        var changed = await client.RunImportAsync(
            "b.csv",
            Bytes("externalReference,industry\nA-2,Iron\n"),
            Survivor,
            "ACCOUNTS"
        );

        Assert.Equal("SUCCEEDED 0 2 0 1 0 0", RunWorld.Counts(cases));
        Assert.Equal(["4 REJECTED account.name NOT_FOUND"], RunWorld.Rows(cases));
        Assert.Equal("SUCCEEDED 0 1 0 0 0 0", RunWorld.Counts(changed));
        Assert.Equal(
            """{"cases":{"nodes":[{"number":1,"description":"new","account":{"name":"Acme","industry":"Iron"}}]}}""",
            (
                await client.AskAsync(
                    """{ cases(where: { description: { eq: "new" } }) { nodes { number description account { name industry } } } }"""
                )
            ).GetRawText()
        );

        static void Survivor(JsonObject input)
        {
            (input["mode"], input["matchBy"]) = ("UPDATE", "EXTERNAL_REFERENCE");
            input["onMerged"] = "SURVIVOR";
        }
    }

    [Fact]
    public async Task One_in_use_is_meant_rather_than_a_deleted_one_of_the_same_subject_and_account()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        await client.RunImportAsync(
            "a.csv",
            "subject,account.name\nPrinter,Acme\nPrinter,Acme\nScreen,Acme\n",
            input => input["unknownAccounts"] = "CREATE"
        );
        await client.MutateAsync(
            "deleteCases",
            new { select = new { matching = new { where = new { number = new { gte = 2 } } } } }
        );

        var job = await client.RunImportAsync(
            "b.csv",
            "subject,account.name,description\nPrinter,Acme,new\nScreen,Acme,new\n",
            Restore("SUBJECT_AND_ACCOUNT")
        );

        Assert.Equal("SUCCEEDED 0 2 0 0 0 0", RunWorld.Counts(job));
        Assert.Equal("Printer; -Printer; Screen", await CasesAsync(client));
    }

    [Theory]
    [InlineData("ACCOUNTS", "NAME", "name", "description")]
    [InlineData("CONTACTS", "EMAIL", "lastName,email", "title")]
    [InlineData("BUGS", "EXTERNAL_REFERENCE", "subject,externalReference", "foundIn")]
    public async Task Other_records_come_back_too(string records, string matchBy, string columns, string text)
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        var plural = records.ToLowerInvariant();
        var both = columns.Contains(',', StringComparison.Ordinal);
        var file = Bytes(
            both
                ? $"{columns},{text}\nName,a@x.example,one\nOther,b@x.example,one\n"
                : $"{columns},{text}\na@x.example,one\nb@x.example,one\n"
        );
        await client.RunImportAsync("a.csv", file, records: records);
        var ids = (await client.AskAsync($"{{ {plural} {{ nodes {{ id }} }} }}"))
            .GetProperty(plural)
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => node.GetProperty("id").GetString()!)
            .ToArray();
        Assert.Equal(2, ids.Length);
        await client.MutateAsync(
            $"delete{char.ToUpperInvariant(plural[0])}{plural[1..]}",
            new { select = new { ids } }
        );

        var refused = await client.RunImportAsync("a.csv", file, input => Keyed(input, matchBy), records);
        var restored = await client.RunImportAsync("a.csv", file, Restore(matchBy), records);
        var again = await client.RunImportAsync("a.csv", file, Restore(matchBy), records);

        Assert.Equal(["2 REJECTED DELETED", "3 REJECTED DELETED"], RunWorld.Rows(refused));
        Assert.Equal("SUCCEEDED 0 2 0 0 0 0", RunWorld.Counts(restored));
        Assert.Equal("SUCCEEDED 0 0 2 0 0 0", RunWorld.Counts(again));
        Assert.Equal(
            "RESTORED RESTORED",
            await KindsAsync(server, restored.GetProperty("changeSet").GetProperty("id").GetString()!)
        );
    }

    private static Action<JsonObject> Restore(string matchBy) =>
        input =>
        {
            Keyed(input, matchBy);
            input["onDeleted"] = "RESTORE";
        };

    private static void Keyed(JsonObject input, string matchBy) =>
        (input["mode"], input["matchBy"]) = ("UPSERT", matchBy);

    /// <summary>Subjects by the numbers of the cases; those of deleted ones behind a dash.</summary>
    private static async Task<string> CasesAsync(HttpClient client)
    {
        var cases = await client.AskAsync(
            "{ cases(includeDeleted: true, order: [{ number: ASC }]) { nodes { subject deletedAt } } }"
        );
        return string.Join(
            "; ",
            cases
                .GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one =>
                    (one.GetProperty("deletedAt").ValueKind is System.Text.Json.JsonValueKind.Null ? "" : "-")
                    + one.GetProperty("subject").GetString()
                )
        );
    }

    /// <summary>Records of one chunk are in the log in whatever order the database had them.</summary>
    private static async Task<string> KindsAsync(RunningServer server, string set)
    {
        await server.SettledAsync();
        var log = await server.Client.AskAsync(
            $$"""{ node(id: "{{set}}") { ... on ChangeSet { recordChanges(first: 10) { nodes { kind } } } } }"""
        );
        return string.Join(
            ' ',
            log.GetProperty("node")
                .GetProperty("recordChanges")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("kind").GetString())
                .Order(StringComparer.Ordinal)
        );
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
