using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Revert;

/// <summary>Undoing writes that are not those of one case's fields: files, links, copies, many cases at once.</summary>
public sealed class RevertedWritesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private HttpClient Client => world.Server.Client;

    [Fact]
    public async Task Attached_files_are_taken_away_and_do_not_come_back_by_themselves()
    {
        await world.NewCaseAsync();
        var attached = await Client.AttachAsync(world["case"], ("a.txt", "some text"u8.ToArray()));

        var undone = await RevertAsync(attached.Data);
        Assert.Equal("""{"attachments":{"totalCount":0}}""", await CaseAsync("attachments { totalCount }"));
        Assert.Equal(
            """{"changes":{"nodes":[{"kind":"UPDATED","fields":[{"field":"ATTACHMENTS","beforeText":"a.txt","afterText":null}]}]}}""",
            await CaseAsync("changes(last: 1) { nodes { kind fields { field beforeText afterText } } }")
        );

        var again = await LeftAsync(undone);
        Assert.Equal(["NothingToRevertError"], again.Errors);
        Assert.Equal(
            "A file that was taken away does not come back. Attach it again.",
            Assert.Single(again.Skipped).GetProperty("reason").GetString()
        );
    }

    [Fact]
    public async Task Links_are_undone_and_done_again()
    {
        const string links = "contacts { edges { role node { id } } } bugs { nodes { id } }";
        await world.NewCaseAsync("contacts: [{contactId: \"@contact\", role: PRIMARY}]");
        var before = await CaseAsync(links);
        var linked = await WriteAsync(
            "linkCaseContacts",
            "caseId: \"@case\", contacts: [{contactId: \"@otherContact\", role: ALTERNATE}]"
        );
        var bugs = await WriteAsync("linkCaseBugs", "caseId: \"@case\", bugIds: [\"@bug\", \"@otherBug\"]");
        var after = await CaseAsync(links);
        var unlinked = await WriteAsync("unlinkCaseContacts", "caseId: \"@case\", contactIds: [\"@contact\"]");
        var fewer = await WriteAsync("unlinkCaseBugs", "caseId: \"@case\", bugIds: [\"@bug\"]");

        await RevertAsync(fewer);
        var back = await RevertAsync(unlinked);
        Assert.Equal(after, await CaseAsync(links));
        await RevertAsync(bugs);
        var undone = await RevertAsync(linked);
        Assert.Equal(before, await CaseAsync(links));

        Assert.Equal((1, 1), (Reverted(back), Reverted(undone)));
    }

    [Fact]
    public async Task A_mass_update_is_undone_in_each_case_that_nobody_changed_since()
    {
        const string fields = "status state priority closedAt assignedTo { id } bugs { nodes { id } }";
        var other = (await world.NewCaseAsync("priority: HIGH")).GetProperty("number").GetInt64();
        await world.NewCaseAsync("bugIds: [\"@bug\"]");
        var before = await CaseAsync(fields);
        var set = await WriteAsync(
            "massUpdateCases",
            $$"""select: {ids: ["@case", {{other}}]}, set: {priority: LOW, status: CLOSED, assignedToId: "@user", addBugIds: ["@otherBug"], removeBugIds: ["@bug"]}"""
        );
        await WriteAsync("updateCase", $"id: {other}, priority: MEDIUM");

        var undone = await RevertAsync(set);

        Assert.Equal(2, Reverted(undone));
        Assert.Equal(
            """[{"field":"priority","reason":"It was changed since."}]""",
            undone.GetProperty("skipped").GetRawText()
        );
        Assert.Equal(before, await CaseAsync(fields));
    }

    [Fact]
    public async Task A_copy_is_deleted_again_unless_something_was_added_to_it()
    {
        await world.NewCaseAsync("bugIds: [\"@bug\"], contacts: [{contactId: \"@contact\"}]");
        const string duplicate = "id: \"@case\", contacts: true, bugs: true";
        var copy = await WriteAsync("duplicateCase", duplicate, "case { id deletedAt }");
        var used = await WriteAsync("duplicateCase", duplicate, "case { id }");
        await Client.AttachAsync(
            used.GetProperty("case").GetProperty("id").GetString()!,
            ("a.txt", "some text"u8.ToArray())
        );

        Assert.Equal(1, Reverted(await RevertAsync(copy)));
        Assert.Equal(["NothingToRevertError"], (await LeftAsync(used)).Errors);
    }

    [Fact]
    public async Task What_a_job_deleted_or_restored_is_undone_as_one()
    {
        var server = new RunningServer { Settings = { ["Demo:Cases"] = "1300" } };
        await server.InitializeAsync();
        await using var _ = new Closing(server);
        const string all = "select: {matching: {where: {number: {lt: 1000000}}}}";
        var count = await CountAsync(server.Client, includeDeleted: false);
        var everything = await CountAsync(server.Client, includeDeleted: true);

        var deleted = await EndedAsync(server.Client, "deleteCases", all);
        Assert.Equal(0, await CountAsync(server.Client, includeDeleted: false));
        Assert.Equal(count, await UndoneAsync(server.Client, deleted));
        Assert.Equal(count, await CountAsync(server.Client, includeDeleted: false));

        await EndedAsync(server.Client, "deleteCases", all);
        var restored = await EndedAsync(server.Client, "restoreCases", all);
        Assert.Equal(everything, await CountAsync(server.Client, includeDeleted: false));
        Assert.Equal(everything, await UndoneAsync(server.Client, restored));
        Assert.Equal(0, await CountAsync(server.Client, includeDeleted: false));
    }

    /// <summary>The job, once it has ended.</summary>
    private static async Task<JsonElement> EndedAsync(HttpClient client, string mutation, string input)
    {
        var started = await client.WriteAsync(mutation, input, "job { id }");
        return await client.EndedJobAsync(started.GetProperty("job").GetProperty("id").GetString()!);
    }

    /// <summary>How many cases a job changed back.</summary>
    private static async Task<int> UndoneAsync(HttpClient client, JsonElement written)
    {
        var set = written.GetProperty("changeSet").GetProperty("id").GetString();
        var job = await EndedAsync(client, "revertChangeSet", $"changeSetId: \"{set}\"");
        return job.GetProperty("updated").GetInt32();
    }

    private static async Task<int> CountAsync(HttpClient client, bool includeDeleted)
    {
        var deleted = includeDeleted ? "true" : "false";
        var data = await client.AskAsync($"{{ cases(includeDeleted: {deleted}) {{ totalCount }} }}");
        return data.GetProperty("cases").GetProperty("totalCount").GetInt32();
    }

    private Task<JsonElement> WriteAsync(string mutation, string input, string selection = "") =>
        Client.WriteAsync(mutation, world.Resolve(input), selection);

    private Task<Payload> LeftAsync(JsonElement written) =>
        world.RunAsync(
            "revertChangeSet",
            $"{{changeSetId: \"{written.GetProperty("changeSet").GetProperty("id").GetString()}\"}}"
        );

    private Task<JsonElement> RevertAsync(JsonElement written) =>
        Client.WriteAsync(
            "revertChangeSet",
            $"changeSetId: \"{written.GetProperty("changeSet").GetProperty("id").GetString()}\"",
            "reverted skippedCount skipped { field reason }"
        );

    private static int Reverted(JsonElement undone) => undone.GetProperty("reverted").GetInt32();

    private async Task<string> CaseAsync(string fields) =>
        (await world.ReadAsync($"{{ caseById(id: \"@case\") {{ {fields} }} }}")).GetProperty("caseById").GetRawText();

    private sealed class Closing(RunningServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await server.DisposeAsync();
    }
}
