using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using CasesGraph.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Revert;

/// <summary>revertChangeSet of more cases than one call undoes.</summary>
public sealed class RevertJobTests
{
    private const string All = "{matching: {where: {status: {eq: NEW}}}}";

    [Fact]
    public async Task Many_cases_are_changed_back_by_a_job_and_what_is_left_is_in_its_rows()
    {
        const int cases = 1_200;
        await using var server = await RunningServer.StartAsync();
        await AddCasesAsync(server.Database, cases);
        var client = server.Client;
        var edit = await client.EndedJobAsync(await client.StartMassUpdateAsync(All, "priority: LOW, type: USER"));
        var set = edit.GetProperty("changeSet").GetProperty("id").GetString()!;
        var later = (await client.WriteAsync("updateCase", "id: 3, priority: HIGH"))
            .GetProperty("changeSet")
            .GetProperty("id")
            .GetString();
        await client.WriteAsync("deleteCases", "select: { ids: [4] }");
        await client.WriteAsync("purgeCases", "select: { ids: [5] }");

        await using var socket = await GraphSocket.OpenAsync(client);
        var payload = await RevertAsync(client, set);
        var id = payload.Object("job").GetProperty("id").GetString()!;
        await socket.SubscribeAsync("1", $$"""subscription { onJobProgress(id: "{{id}}") { status done } }""");
        var told = "";
        while (await socket.MessageAsync() is var message && message.GetProperty("type").GetString() is "next")
            told = message.GetProperty("payload").GetProperty("data").GetProperty("onJobProgress").GetRawText();
        var job = await client.EndedJobAsync(id);

        Assert.Equal(JsonValueKind.Null, payload.Object("reverted").ValueKind);
        Assert.Equal($$"""{"status":"SUCCEEDED","done":{{cases}}}""", told);
        Assert.Equal($"SUCCEEDED {cases} {cases} {cases - 2} 2 0 1", JobWorld.Counts(job));
        Assert.Equal(
            $"REVERT REVERT {cases - 2}",
            $"{job.GetProperty("kind")} {job.GetProperty("changeSet").GetProperty("action")} {job.GetProperty("changeSet").GetProperty("changes").GetProperty("totalCount")}"
        );
        var rows = (
            await client.JobAsync(id, "rows { nodes { outcome case { number } reasons { field code message } } }")
        )
            .GetProperty("rows")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(row =>
                $"{row.GetProperty("outcome")} {row.GetProperty("case")} {string.Join(' ', row.GetProperty("reasons").EnumerateArray().Select(why => why.GetProperty("message").GetString()))}"
            )
            .ToList();
        Assert.Equal(
            [
                "SKIPPED  Type: The case was purged since. Priority: The case was purged since.",
                """SKIPPED {"number":4} Type: The case was deleted since. Priority: The case was deleted since.""",
                $$"""SKIPPED {"number":3} Priority: It was changed since. Change set {{later}}.""",
            ],
            rows
        );
        var left = await client.AskAsync(
            "{ low: cases(where: {priority: {eq: LOW}}) { totalCount } typed: cases(where: {type: {neq: null}}) { totalCount } }"
        );
        Assert.Equal("""{"low":{"totalCount":0},"typed":{"totalCount":0}}""", left.GetRawText());
        Assert.Equal(["ChangeSetRevertedError"], (await RevertAsync(client, set)).Errors);
    }

    [Fact]
    public async Task Undoing_many_cases_goes_by_the_log_and_what_it_left_can_be_undone_by_a_call()
    {
        const int cases = 1_100;
        await using var server = await RunningServer.StartAsync();
        await AddCasesAsync(server.Database, cases);
        var client = server.Client;
        var edit = await client.EndedJobAsync(await client.StartMassUpdateAsync(All, "priority: LOW, type: USER"));
        var set = edit.GetProperty("changeSet").GetProperty("id").GetString()!;
        var away = SetOf(await client.WriteAsync("updateCase", "id: 7, priority: HIGH"));
        var back = SetOf(await client.WriteAsync("updateCase", "id: 7, priority: LOW"));

        var id = (await RevertAsync(client, set)).Object("job").GetProperty("id").GetString()!;
        Assert.Equal($"SUCCEEDED {cases} {cases} {cases} 0 0 1", JobWorld.Counts(await client.EndedJobAsync(id)));
        var rows = (await client.JobAsync(id, "rows { nodes { case { priority type } reasons { message } } }"))
            .GetProperty("rows")
            .GetProperty("nodes");
        Assert.Equal(
            $$"""[{"case":{"priority":"LOW","type":null},"reasons":[{"message":"Priority: It was changed since. Change set {{back}}."}]}]""",
            rows.GetRawText()
        );

        var left = await RevertAsync(client, set);
        Assert.Equal(["ChangeSetRevertedError"], left.Errors);
        Assert.Equal(7, Payload.NumberOf(Assert.Single(left.Skipped)));
        await RevertAsync(client, back);
        await RevertAsync(client, away);
        var rest = await RevertAsync(client, set);
        Assert.Equal(1, rest.Object("reverted").GetInt32());
        Assert.Empty((await RevertAsync(client, set)).Skipped);
    }

    private static string SetOf(JsonElement written) => written.GetProperty("changeSet").GetProperty("id").GetString()!;

    [Fact]
    public async Task A_job_that_finds_nothing_to_undo_leaves_the_change_set_as_it_stood()
    {
        await using var server = await RunningServer.StartAsync();
        await AddCasesAsync(server.Database, 1_100);
        var client = server.Client;
        var edit = await client.EndedJobAsync(await client.StartMassUpdateAsync(All, "priority: LOW"));
        await client.EndedJobAsync(await client.StartMassUpdateAsync(All, "priority: HIGH"));
        var set = edit.GetProperty("changeSet").GetProperty("id").GetString()!;

        for (var again = 0; again < 2; again++)
        {
            var job = (await RevertAsync(client, set)).Object("job").GetProperty("id").GetString()!;
            var ended = await client.EndedJobAsync(job);
            Assert.Equal("SUCCEEDED 1100 1100 0 1100 0 1", JobWorld.Counts(ended));
            Assert.Equal(JsonValueKind.Null, ended.GetProperty("changeSet").ValueKind);
        }
    }

    [SqliteFact]
    public async Task An_undoing_goes_on_after_a_kill_and_does_no_case_twice()
    {
        const int cases = 5_000;
        await using var database = await TestDatabase.CreateAsync();
        string id;
        int done;
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            await AddCasesAsync(database, cases);
            var edit = await server.Client.EndedJobAsync(
                await server.Client.StartMassUpdateAsync(All, "priority: LOW, resolution: \"By mistake\"")
            );
            var set = edit.GetProperty("changeSet").GetProperty("id").GetString()!;
            await using var outside = await OutsideDatabase.OpenAsync(database);
            // It undoes what was done last first.
            await outside.HoldCaseAsync(number: 1);
            id = (await RevertAsync(server.Client, set)).Object("job").GetProperty("id").GetString()!;
            await Eventually.HoldsAsync(async () =>
                (await server.Client.JobAsync(id, "done")).GetProperty("done").GetInt32() > 0
            );
            await server.KillAsync();
        }
        await using (var outside = await OutsideDatabase.OpenAsync(database))
            done = (int)(await outside.NumbersAsync("SELECT \"Done\" FROM \"Job\" ORDER BY \"Id\" DESC"))[0];

        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        var job = await second.Client.EndedJobAsync(id);

        Assert.InRange(done, 1, cases - 1);
        Assert.Equal($"SUCCEEDED {cases} {cases} {cases} 0 0 1", JobWorld.Counts(job));
        await using var read = await OutsideDatabase.OpenAsync(database);
        Assert.Equal(
            [cases],
            await read.NumbersAsync(
                "SELECT COUNT(*) FROM \"Case\" WHERE \"Version\" = 3 AND \"Resolution\" IS NULL AND \"Priority\" = 1"
            )
        );
    }

    private static Task<Payload> RevertAsync(HttpClient client, string set) =>
        client.MutateAsync("revertChangeSet", new { changeSetId = set });

    /// <summary>Past the server, which would take longer.</summary>
    private static async Task AddCasesAsync(TestDatabase database, int count)
    {
        await using var db = database.CreateDb();
        db.AddRange(Enumerable.Range(1, count).Select(number => new Case { Subject = $"Case {number}" }));
        await db.SaveChangesAsync();
    }
}
