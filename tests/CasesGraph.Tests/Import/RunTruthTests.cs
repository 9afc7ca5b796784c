using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>Files as users have them, brought in: what becomes of each row was written by hand.</summary>
public sealed class RunTruthTests
{
    [Fact]
    public async Task An_export_of_another_service_comes_in_as_it_was_meant_and_is_changed_by_number()
    {
        await using var server = await RunningServer.StartAsync();
        await NewUserAsync(server, "ana", "Ana Prado");
        await NewUserAsync(server, "bruno", "Bruno Reis");
        var proposal = await ProposalAsync(server, "crm-export.csv");

        var job = await server.Client.RunImportAsync(proposal);

        Assert.Equal(
            [
                "9 REJECTED status INVALID_VALUE",
                "14 REJECTED subject REQUIRED",
                "21 REJECTED state STATE_DISAGREES",
                "25 REJECTED createdAt INVALID_VALUE",
                "33 REJECTED subject TOO_LONG",
                "35 REJECTED priority INVALID_VALUE status INVALID_VALUE subject REQUIRED",
            ],
            RunWorld.Rows(job),
            StringComparer.Ordinal
        );
        Assert.Equal("SUCCEEDED 34 0 0 6 0 0", RunWorld.Counts(job));
        Assert.Equal(
            """{"number":5000,"subject":"Login loop after password change","description":"-5 degrees in the server room","status":"ASSIGNED","priority":"LOW","source":"IMPORT","account":{"name":"日本商事"},"createdAt":"2025-01-01T00:00:00Z","createdBy":{"displayName":"Ana Prado"}}""",
            (
                await server.Client.AskAsync(
                    "{ caseById(id: 5000) { number subject description status priority source account { name } createdAt createdBy { displayName } } }"
                )
            )
                .GetProperty("caseById")
                .GetRawText()
        );

        var changes = await ProposalAsync(server, "upsert-by-number.csv");
        (changes["mode"], changes["matchBy"]) = ("UPSERT", "NUMBER");
        var changed = await server.Client.RunImportAsync(changes);
        var next = await server.Client.MutateAsync(
            "createCase",
            new { subject = "Next" },
            selection: "case { number }"
        );

        Assert.Equal(["3 REJECTED number CONFLICT", "5 REJECTED number INVALID_VALUE"], RunWorld.Rows(changed));
        Assert.Equal("SUCCEEDED 1 1 0 2 0 0", RunWorld.Counts(changed));
        Assert.Equal(
            2,
            changed
                .GetProperty("rows")
                .GetProperty("nodes")[0]
                .GetProperty("reasons")[0]
                .GetProperty("otherRow")
                .GetInt32()
        );
        Assert.Equal(1_000_000, next.Object("case").GetProperty("number").GetInt64());
    }

    [Theory]
    [InlineData("pt-semicolon-windows1252.csv", "SUCCEEDED 25 0 0 0 0 0")]
    [InlineData("utf16-tab.tsv", "SUCCEEDED 10 0 0 0 0 0")]
    [InlineData("ragged.csv", "SUCCEEDED 3 0 0 2 0 1", "4 REJECTED MALFORMED", "5 SKIPPED", "7 REJECTED MALFORMED")]
    [InlineData("cases.jsonl", "SUCCEEDED 5 0 0 1 0 0", "6 REJECTED MALFORMED")]
    public async Task A_file_comes_in_as_it_was_meant(string name, string counts, params string[] rows)
    {
        await using var server = await RunningServer.StartAsync();

        var job = await server.Client.RunImportAsync(await ProposalAsync(server, name));

        Assert.Equal(rows, RunWorld.Rows(job), StringComparer.Ordinal);
        Assert.Equal(counts, RunWorld.Counts(job));
    }

    private static async Task<JsonObject> ProposalAsync(RunningServer server, string name)
    {
        var import = await server.Client.AnalyseAsync(name, FileTruth.Content(name));
        var proposal = (JsonObject)JsonNode.Parse(import.GetProperty("proposal").GetRawText())!;
        (proposal["unknownAccounts"], proposal["unknownContacts"]) = ("CREATE", "CREATE");
        proposal.RejectOpen(import);
        return proposal;
    }

    private static Task<Payload> NewUserAsync(RunningServer server, string name, string fullName) =>
        server.Client.MutateAsync("createUser", new { userName = name, fullName }, selection: "user { id }");
}
