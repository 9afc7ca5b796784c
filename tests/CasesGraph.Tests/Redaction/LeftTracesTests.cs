using System.Net;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Redaction;

/// <summary>Invariant W2: what was taken out is in no row and, after cleaning up, in no file.</summary>
public sealed class LeftTracesTests
{
    private const string Keyed =
        """mutation { updateCase(input: {id: NUMBER, priority: LOW}) { case { description updates { nodes { text } } } } }""";

    [Fact]
    public async Task Nothing_of_what_was_redacted_or_purged_is_left_anywhere()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        var number = await client.CreateCaseAsync("Subjecttrace", description: "Firsttrace " + new string('x', 20_000));
        await client.WriteAsync(
            "updateCase",
            $"id: {number}, description: \"Lasttrace plain\", workLog: \"Worktrace\""
        );
        var update = await client.WriteAsync(
            "addCaseUpdate",
            $"caseId: {number}, text: \"Messagetrace\"",
            "caseUpdate { id }"
        );
        await client.SendKeyedAsync("one", Keyed.Replace("NUMBER", $"{number}", StringComparison.Ordinal));
        var purged = await client.CreateCaseAsync("Purgedtrace", description: new string('y', 20_000) + "Purgedtrace");
        // So that statistics and segments of the index have them too.
        for (var other = 0; other < 30; other++)
            await client.CreateCaseAsync($"Other {other}");
        await AnalyzeAsync(server.Database);

        await client.WriteAsync("redactCaseField", $"caseId: {number}, field: SUBJECT, whole: true, reason: \"r\"");
        await client.WriteAsync(
            "redactCaseField",
            $"caseId: {number}, field: DESCRIPTION, ranges: [{{start: 0, length: 9}}], reason: \"r\""
        );
        await client.WriteAsync("redactCaseField", $"caseId: {number}, field: WORK_LOG, whole: true, reason: \"r\"");
        await client.WriteAsync(
            "redactCaseUpdate",
            $"id: \"{update.GetProperty("caseUpdate").GetProperty("id")}\", whole: true, reason: \"r\""
        );
        await client.WriteAsync("purgeCases", $"select: {{ ids: [{purged}] }}");

        Assert.Equal([], await Traces.RowsAsync(server.Database, "trace"));
        Assert.Equal(
            [],
            await Traces.FilesAsync(
                server.Database,
                "subjecttrace",
                "firsttrace",
                "lasttrace",
                "worktrace",
                "messagetrace",
                "purgedtrace"
            )
        );
        var read = await client.AskAsync($"{{ caseById(id: {number}) {{ description }} }}");
        Assert.Equal("█████████ plain", read.GetProperty("caseById").GetProperty("description").GetString());
    }

    /// <summary>The kept answer of the mutation itself is the only one that is left, and has nothing of it.</summary>
    [Fact]
    public async Task Answers_that_tell_of_it_are_gone_and_that_of_the_redaction_itself_is_kept()
    {
        await using var server = await RunningServer.StartAsync();
        var number = await server.Client.CreateCaseAsync("Any", description: "Keptcanary");
        var ask = Keyed.Replace("NUMBER", $"{number}", StringComparison.Ordinal);
        await server.Client.SendKeyedAsync("one", ask);
        var redact =
            $"mutation {{ redactCaseField(input: {{caseId: {number}, field: DESCRIPTION, whole: true, reason: \"r\"}}) {{ case {{ description version changes {{ totalCount }} }} changeSet {{ id }} }} }}";

        var first = await server.Client.SendKeyedAsync("two", redact);
        var second = await server.Client.SendKeyedAsync("two", redact);

        Assert.Equal(first, second);
        Assert.Contains("██████████", first.Body, StringComparison.Ordinal);
        var (status, body) = await server.Client.SendKeyedAsync("one", ask);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("IDEMPOTENT_ANSWER_GONE", body, StringComparison.Ordinal);
        Assert.Equal([], await Traces.RowsAsync(server.Database, "Keptcanary"));
    }

    /// <summary>Answers that were made before and kept after would tell it again.</summary>
    [Fact]
    public async Task Nothing_is_left_by_those_who_write_and_keep_answers_at_the_same_time()
    {
        await using var server = await RunningServer.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var number = await server.Client.CreateCaseAsync("Any", description: $"Sidetrace{round}");
            var other = await server.Client.CreateCaseAsync("Any");
            var added = await server.Client.WriteAsync(
                "addCaseUpdate",
                $"caseId: {number}, text: \"Sidetrace{round}\"",
                "caseUpdate { id }"
            );
            var update = added.GetProperty("caseUpdate").GetProperty("id").GetString();
            var preview =
                $"mutation {{ mergeCases(input: {{primaryId: {other}, duplicateIds: [{number}], dryRun: true}}) {{ fields {{ values {{ text }} }} }} }}";
            var edit = Keyed.Replace("NUMBER", $"{number}", StringComparison.Ordinal);
            await Task.WhenAll([
                .. Enumerable.Range(0, 8).Select(one => server.Client.SendKeyedAsync($"p{round}-{one}", preview)),
                .. Enumerable.Range(0, 4).Select(one => server.Client.SendKeyedAsync($"e{round}-{one}", edit)),
                server.Client.SendKeyedAsync($"r{round}", Redact(number)),
                server.Client.SendKeyedAsync(
                    $"m{round}",
                    $"mutation {{ redactCaseUpdate(input: {{id: \"{update}\", whole: true, reason: \"r\"}}) {{ changeSet {{ id }} }} }}"
                ),
            ]);
            Assert.Equal([], await Traces.RowsAsync(server.Database, $"Sidetrace{round}"));
        }
    }

    [SqliteFact]
    public async Task A_server_that_is_killed_in_the_middle_has_taken_out_all_or_nothing_and_the_repetition_takes_out_the_rest()
    {
        await using var database = await TestDatabase.CreateAsync();
        for (var round = 0; round < 2; round++)
        {
            long number;
            await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
            {
                number = await server.Client.CreateCaseAsync(
                    "Any",
                    description: $"Killed{round}canary" + new string('x', 20_000)
                );
                var request = server.Client.SendKeyedAsync($"{round}", Redact(number));
                while (round > 0 && !request.IsCompleted && await SetsAsync(database) <= (2 * round) + 1) { }
                await server.KillAsync();
                await EndedAsync(request);
                var left = await Traces.RowsAsync(database, $"Killed{round}canary");
                Assert.True(
                    left is []
                        || left.Order(StringComparer.Ordinal)
                            .SequenceEqual(["Case.Description", "FieldChange.After"], StringComparer.Ordinal),
                    string.Join(", ", left)
                );
            }
            await using var next = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
            Assert.Equal(HttpStatusCode.OK, (await next.Client.SendKeyedAsync($"{round}", Redact(number))).Status);
            Assert.Equal([], await Traces.RowsAsync(database, $"Killed{round}canary"));
        }
        Assert.Equal([], await Traces.FilesAsync(database, "killed0canary", "killed1canary"));
    }

    private static async Task EndedAsync(Task request) =>
        await request.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static string Redact(long number) =>
        $"mutation {{ redactCaseField(input: {{caseId: {number}, field: DESCRIPTION, whole: true, reason: \"r\"}}) {{ changeSet {{ id }} }} }}";

    private static async Task<int> SetsAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        return await db.Set<CasesGraph.ChangeLog.ChangeSet>().CountAsync();
    }

    private static async Task AnalyzeAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }
}
