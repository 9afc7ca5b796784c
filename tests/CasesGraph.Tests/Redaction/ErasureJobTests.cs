using CasesGraph.Cases;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Redaction;

public sealed class ErasureJobTests
{
    [Fact]
    public async Task A_person_in_many_cases_goes_at_once_and_from_their_log_and_messages_by_a_job()
    {
        await using var server = await RunningServer.StartAsync(("Demo:Cases", "1200"));
        var contact = await server.Client.WriteAsync(
            "createContact",
            "lastName: \"Jobtrace\", email: \"jobtrace@example.org\"",
            "contact { id }"
        );
        var id = contact.GetProperty("contact").GetProperty("id").GetString();
        await using var db = server.Database.CreateDb();
        var used = await db.Cases.Where(c => c.DeletedAt == null).Select(c => c.Number).ToListAsync();
        var linked = await server.Client.MutateAsync(
            "massUpdateCases",
            new { select = new { ids = used }, set = new { addContacts = new[] { new { contactId = id } } } }
        );
        await server.Client.EndedJobAsync(linked.Object("job").GetProperty("id").GetString()!);
        // What is written to one that was closed long ago opens another.
        var open = await db.Cases.Where(c => c.DeletedAt == null && c.State == CaseState.Open).ToListAsync();
        foreach (var number in new[] { open[0].Number, open[^1].Number })
            await server.Client.WriteAsync(
                "addCaseUpdate",
                $"caseId: {number}, text: \"Jobtrace wrote\", fromContactId: \"{id}\""
            );

        var done = await server.Client.MutateAsync(
            "eraseContacts",
            input: null,
            $"{{ids: [\"{id}\"], messages: REDACT, reason: \"Asked for\"}}"
        );
        var ended = await server.Client.EndedJobAsync(done.Object("job").GetProperty("id").GetString()!);

        Assert.Equal(100, done.Object("cases").GetArrayLength());
        Assert.Equal(used.Count, done.Data.GetProperty("caseCount").GetInt32());
        Assert.Equal($"SUCCEEDED {used.Count} {used.Count} {used.Count} 0 0 1", JobWorld.Counts(ended));
        Assert.Equal("ERASE", ended.GetProperty("kind").GetString());
        Assert.Equal([], await Traces.RowsAsync(server.Database, "Jobtrace"));
        Assert.Equal([], await Traces.RowsAsync(server.Database, "jobtrace"));
        var set = done.Object("changeSet").GetProperty("id").GetString();
        await server.SettledAsync();
        var read = await server.Client.AskAsync(
            $"{{ recordChanges(where: {{ changeSetId: {{ eq: \"{set}\" }} }}) {{ nodes {{ type kind }} totalCount }} }}"
        );
        Assert.Equal(
            """{"nodes":[{"type":"CONTACT","kind":"REDACTED"},{"type":"CASE","kind":"REDACTED"},{"type":"CASE","kind":"REDACTED"}],"totalCount":3}""",
            read.GetProperty("recordChanges").GetRawText()
        );
        await LogReplay.AssertAsync(db);
    }
}
