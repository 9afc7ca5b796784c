using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Attachments;
using CasesGraph.Imports;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using CasesGraph.Tests.Redaction;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Import;

/// <summary>What is taken out for good is in no file that was sent before, nor in what is known of it.</summary>
public sealed class ForgottenImportsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const int Rows = 8_000;

    [Theory]
    [InlineData("purgeCases")]
    [InlineData("redactCaseField")]
    [InlineData("redactCaseUpdate")]
    [InlineData("removeAttachments")]
    [InlineData("eraseContacts")]
    public async Task Files_and_what_is_told_of_them_are_gone_with_whatever_is_taken_out(string mutation)
    {
        var client = server.Client;
        var word = $"{mutation}canary";
        var input = await client.ProposalAsync(
            $"{word}.csv",
            Encoding.UTF8.GetBytes(
                $"externalReference,subject,priority,odd\n{word}-1,,{word},{word}\n{mutation},Good,LOW,\n"
            ),
            proposal => proposal.Answer("priority", word, to: null)
        );
        (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
        var job = await client.RunImportAsync(input);
        var import = (string)input["importId"]!;
        var analysing = await client.PrepareAsync($"{word}.csv", Encoding.UTF8.GetBytes($"subject\n{word}\n"));
        Assert.Equal("SUCCEEDED 1 0 0 1 0 0", RunWorld.Counts(job));
        Assert.NotEmpty(await Traces.RowsAsync(server.Database, word));
        Assert.Contains(
            Directory.EnumerateFiles(
                Path.Join(server.Database.Folder, "data", "attachments"),
                "*",
                SearchOption.AllDirectories
            ),
            file => Traces.Text(file).Contains(word, StringComparison.Ordinal)
        );

        await TakeOutAsync(mutation, client);

        Assert.Equal([], await Traces.RowsAsync(server.Database, word));
        Assert.Equal(
            """{"import":null,"job":{"import":null,"created":1,"rejected":1,"rejectedRowsUrl":null,"rowGroups":[{"code":"INVALID_VALUE","field":"priority","value":null,"count":1},{"code":"REQUIRED","field":"subject","value":null,"count":1}],"rows":{"nodes":[{"row":2,"outcome":"REJECTED","key":null,"reasons":[]}]}}}""",
            (
                await client.AskAsync(
                    $$"""
                    {
                      import(id: "{{import}}") { fileName }
                      job(id: "{{job.GetProperty("id").GetString()}}") {
                        import { id } created rejected rejectedRowsUrl rowGroups { code field value count }
                        rows { nodes { row outcome key reasons { message } } }
                      }
                    }
                    """
                )
            ).GetRawText()
        );
        Assert.EndsWith(
            "ImportNotFoundError",
            Assert.Single((await client.StartImportAsync(input)).Errors),
            StringComparison.Ordinal
        );
        var looked = await client.PrepareAsync(new JsonObject { ["importId"] = import });
        Assert.EndsWith("ImportNotFoundError", Assert.Single(looked.Errors), StringComparison.Ordinal);
        await client.EndedJobAsync(analysing.Object("job").GetProperty("id").GetString()!, "finishedAt");
        Assert.Equal([], await Traces.RowsAsync(server.Database, word));
        // Which the next sweep does too.
        await server.Get<RemovedContents>().RunAsync(CancellationToken.None);
        Assert.Equal([], await Traces.FilesAsync(server.Database, word));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_that_is_under_way_ends_and_what_it_has_written_stays_unless_all_or_nothing_was_asked_for(
        bool isWhole
    )
    {
        var storage = new HeldStorage();
        await using var own = HeldStorage.NewServer(storage);
        await own.InitializeAsync();
        var client = own.Client;
        await client.CreateCaseAsync("To be purged");
        var rows = Enumerable.Range(0, Rows).Select(row => $"{new string('x', 60)} {row},A{row % 3}");
        var input = await client.ProposalAsync(
            "a.csv",
            Encoding.UTF8.GetBytes($"subject,account.name\n{string.Join('\n', rows)}\n")
        );
        input["unknownAccounts"] = "CREATE";
        if (isWhole)
            input["errorPolicy"] = "REJECT_EVERYTHING";
        storage.Hold(times: isWhole ? 1.7 : 0.7);
        var id = (await client.StartImportAsync(input)).Object("job").GetProperty("id").GetString()!;
        await Eventually.HoldsAsync(() => Task.FromResult(storage.IsReached));
        await Eventually.HoldsAsync(async () => await own.CountCasesAsync() > 1);

        await client.WriteAsync("purgeCases", "select: { ids: [1] }");
        var hidden = await client.AskAsync(
            $$"""{ import(id: "{{(string)input["importId"]!}}") { sample { cells } } }"""
        );
        var old = own.Get<IEnumerable<OldFiles>>().OfType<OldImports>().Single();
        Assert.Equal(0, await old.RemoveAsync(CancellationToken.None));
        storage.Release();
        var job = await client.EndedJobAsync(id, $"finishedAt rejectedRowsUrl {RunWorld.Fields}");

        Assert.Equal(JsonValueKind.Null, hidden.GetProperty("import").ValueKind);
        Assert.StartsWith(
            "Something was taken out for good since the file was sent",
            job.GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("FAILED", job.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, job.GetProperty("rejectedRowsUrl").ValueKind);
        var created = job.GetProperty("created").GetInt32();
        Assert.Equal(created, await own.CountCasesAsync());
        if (isWhole)
            Assert.Equal(0, created);
        else
            Assert.InRange(created, 1, Rows - 1);
        await using var db = own.Database.CreateDb();
        Assert.False(await db.Set<CasesGraph.Imports.Import>().AnyAsync());
    }

    [Theory]
    [InlineData("purgeCases")]
    [InlineData("redactCaseField")]
    [InlineData("eraseContacts")]
    public async Task An_analysis_that_is_under_way_ends_and_leaves_nothing_of_what_it_has_read(string mutation)
    {
        var word = $"{mutation}underway";
        var storage = new HeldStorage();
        await using var own = HeldStorage.NewServer(storage);
        await own.InitializeAsync();
        // The first time it is read for the answer.
        storage.Hold(times: 0.5, behind: 1);
        var asked = await own.Client.PrepareAsync(
            $"{word}.csv",
            Encoding.UTF8.GetBytes($"subject,{word}\nAny,{word}\n")
        );
        await Eventually.HoldsAsync(() => Task.FromResult(storage.IsReached));
        Assert.NotEmpty(await Traces.RowsAsync(own.Database, word));

        await TakeOutAsync(mutation, own.Client);
        var left = await Traces.RowsAsync(own.Database, word);
        storage.Release();
        var job = await own.Client.EndedJobAsync(
            asked.Object("job").GetProperty("id").GetString()!,
            "finishedAt status message import { id }"
        );

        Assert.Empty(left);
        Assert.Equal("FAILED null", $"{job.GetProperty("status")} {job.GetProperty("import").GetRawText()}");
        Assert.StartsWith(
            "Something was taken out for good since the file was sent",
            job.GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
        Assert.Empty(await Traces.RowsAsync(own.Database, word));
        await own.Get<RemovedContents>().RunAsync(CancellationToken.None);
        Assert.Empty(await Traces.FilesAsync(own.Database, word));
    }

    /// <summary>Something that the files have nothing of: nobody knows that.</summary>
    private static async Task TakeOutAsync(string mutation, HttpClient client)
    {
        var number = await client.CreateCaseAsync("Any", description: "Any");
        var update = await client.WriteAsync("addCaseUpdate", $"caseId: {number}, text: \"Any\"", "caseUpdate { id }");
        var contact = await client.WriteAsync("createContact", "lastName: \"Any\"", "contact { id }");
        var file = (await client.AttachAsync($"{number}", ("a.txt", "Any"u8.ToArray())))
            .Object("attachments")[0]
            .GetProperty("id")
            .GetString();
        await client.WriteAsync(
            mutation,
            mutation switch
            {
                "purgeCases" => $"select: {{ ids: [{number}] }}",
                "redactCaseField" => $"caseId: {number}, field: DESCRIPTION, whole: true, reason: \"r\"",
                "redactCaseUpdate" =>
                    $"id: \"{update.GetProperty("caseUpdate").GetProperty("id")}\", whole: true, reason: \"r\"",
                "removeAttachments" => $"ids: [\"{file}\"], reason: \"r\"",
                _ => $"ids: [\"{contact.GetProperty("contact").GetProperty("id")}\"], messages: KEEP, reason: \"r\"",
            }
        );
    }
}
