using System.Text;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Files of which all rows or none are written.</summary>
public sealed class WholeImportTests
{
    /// <summary>More than the first chunk has.</summary>
    private const int Rows = 700;

    [Fact]
    public async Task A_row_that_fails_only_as_it_is_written_has_the_job_undo_what_it_wrote()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        await client.RunImportAsync("a.csv", "externalReference,subject\nK-1,One\nK-2,Two\n");
        await client.MutateAsync(
            "mergeCases",
            input: null,
            """{primaryId: "1", duplicateIds: ["2"]}""",
            selection: "case { id }"
        );
        var rows = Enumerable.Range(0, Rows).Select(row => $"N-{row},New,Acme,");
        // Each of the two could have its tags, and the case that both are cannot have all of them.
        var file =
            "externalReference,subject,account.name,tags\n"
            + $"K-1,Changed,,{Tags("a")}\n{string.Join('\n', rows)}\nK-2,Changed,,{Tags("b")}\n";

        var job = await client.RunImportAsync(
            "b.csv",
            file,
            input =>
            {
                (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
                (input["unknownAccounts"], input["onMerged"]) = ("CREATE", "SURVIVOR");
                input["errorPolicy"] = "REJECT_EVERYTHING";
            }
        );

        Assert.Equal("FAILED 0 0 0 1 0 0", RunWorld.Counts(job));
        Assert.Equal([$"{Rows + 3} REJECTED tags TOO_MANY"], RunWorld.Rows(job));
        Assert.Contains("undone", job.GetProperty("message").GetString(), StringComparison.Ordinal);
        await server.SettledAsync();
        Assert.Equal(
            """{"cases":{"nodes":[{"subject":"One","tags":{"totalCount":0}}]},"accounts":{"totalCount":0}}""",
            (
                await client.AskAsync("{ cases { nodes { subject tags { totalCount } } } accounts { totalCount } }")
            ).GetRawText()
        );
        var set = await client.AskAsync(
            $$"""{ node(id: "{{job.GetProperty("changeSet").GetProperty("id").GetString()}}") { ... on ChangeSet { action revertedBy { action actor { displayName } } } } }"""
        );
        Assert.StartsWith(
            """{"action":"IMPORT","revertedBy":{"action":"REVERT","actor":""",
            set.GetProperty("node").GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_job_that_is_broken_off_as_it_writes_goes_on_there_and_writes_each_row_once()
    {
        var storage = new HeldStorage();
        await using var server = HeldStorage.NewServer(storage);
        await server.InitializeAsync();
        var rows = Enumerable.Range(0, 12_000).Select(row => $"R-{row},{new string('x', 60)},A{row % 3}");
        var input = await server.Client.ProposalAsync(
            "a.csv",
            Encoding.UTF8.GetBytes($"externalReference,subject,account.name\n{string.Join('\n', rows)}\n")
        );
        (input["errorPolicy"], input["unknownAccounts"]) = ("REJECT_EVERYTHING", "CREATE");

        storage.Break(times: 1.5);
        var job = await server.Client.RunImportAsync(input);

        Assert.True(storage.IsReached);
        Assert.Equal("SUCCEEDED 12000 0 0 0 0 0", RunWorld.Counts(job));
        Assert.Equal(12_000, await server.CountCasesAsync());
    }

    private static string Tags(string letter) =>
        $"\"{string.Join(';', Enumerable.Range(0, 30).Select(number => $"{letter}{number}"))}\"";
}
