using System.Net;
using System.Text;
using System.Text.Json;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Redaction;
using CasesGraph.Tests.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Purge;

/// <summary>What a purge leaves in the database and in the files.</summary>
public sealed class PurgedTracesTests
{
    private const string Secret = "Marta's IBAN: PT50-0002";

    [Fact]
    public async Task No_row_has_anything_of_a_purged_case_and_the_log_can_still_be_replayed()
    {
        await using var server = await RunningServer.StartAsync();
        var stays = await server.Client.CreateCaseAsync("Stays");
        var number = await WriteSecretAsync(server.Client);
        await PreviewAsync(server.Client, stays, number);
        Assert.Equal(
            2,
            (await Traces.RowsAsync(server.Database, Secret)).Count(column =>
                column is "IdempotentAnswer.Answer" or "IdempotentAnswer.Outcome"
            )
        );

        await PurgeAsync(server.Client, number);

        Assert.Equal([], await Traces.RowsAsync(server.Database, Secret));
        await using var db = server.Database.CreateDb();
        var (cases, _) = await LogReplay.AssertAsync(db);
        Assert.Equal(stays, Assert.Single(cases).Number);
    }

    [Fact]
    public async Task An_answer_kept_for_a_key_is_gone_and_the_request_is_not_executed_again()
    {
        await using var server = await RunningServer.StartAsync();
        const string create = "mutation { createCase(input: {subject: \"Kept\"}) { case { number } } }";
        var number = JsonElement
            .Parse((await server.Client.SendKeyedAsync("one", create)).Body)
            .GetProperty("data")
            .GetProperty("createCase")
            .GetProperty("case")
            .GetProperty("number")
            .GetInt64();
        await PurgeAsync(server.Client, number);
        var sets = await server.Database.CountChangeSetsAsync();

        var (status, body) = await server.Client.SendKeyedAsync("one", create);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("IDEMPOTENT_ANSWER_GONE", body, StringComparison.Ordinal);
        Assert.Equal(sets, await server.Database.CountChangeSetsAsync());
    }

    /// <summary>A long text has pages of its own, which become free.</summary>
    [SqliteFact]
    public async Task The_databases_file_has_nothing_of_a_purged_case()
    {
        await using var server = await RunningServer.StartAsync();
        var number = await server.Client.CreateCaseAsync(Secret, description: new string('x', 20_000) + Secret);
        Assert.Contains(Secret, await FileAsync(server.Database), StringComparison.Ordinal);

        await PurgeAsync(server.Client, number);

        Assert.DoesNotContain(Secret, await FileAsync(server.Database), StringComparison.Ordinal);
    }

    private static async Task<long> WriteSecretAsync(HttpClient client)
    {
        var number = await client.CreateCaseAsync(Secret, description: Secret);
        await client.MutateAsync("addCaseUpdate", input: null, $"{{caseId: {number}, text: \"{Secret}\"}}");
        await client.MutateAsync("updateCase", input: null, $"{{id: {number}, resolution: \"{Secret}\"}}");
        await client.AttachAsync($"{number}", ($"{Secret}.txt", "a"u8.ToArray()));
        const string key = "mutation { updateCase(input: {id: NUMBER, priority: LOW}) { case { subject } } }";
        await client.SendKeyedAsync("one", key.Replace("NUMBER", $"{number}", StringComparison.Ordinal));
        return number;
    }

    /// <summary>The values of both cases are the payload's own.</summary>
    private static async Task PreviewAsync(HttpClient client, long primary, long duplicate)
    {
        var input = $"{{primaryId: {primary}, duplicateIds: [{duplicate}], dryRun: true}}";
        var (status, body) = await client.SendKeyedAsync(
            "preview",
            $"mutation {{ mergeCases(input: {input}) {{ case {{ updates {{ nodes {{ text }} }} }} fields {{ values {{ text }} }} }} }}"
        );
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(Secret, body, StringComparison.Ordinal);
    }

    private static async Task PurgeAsync(HttpClient client, long number)
    {
        var payload = await client.MutateAsync("purgeCases", input: null, $"{{select: {{ids: [{number}]}}}}");
        Assert.Equal(1, payload.Object("purged").GetInt32());
    }

    private static async Task<string> FileAsync(TestDatabase database)
    {
        await using (var outside = await OutsideDatabase.OpenAsync(database))
            await outside.NumbersAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var path = new SqliteConnectionStringBuilder(database.Settings.ConnectionString).DataSource;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
