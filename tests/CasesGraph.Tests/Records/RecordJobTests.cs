using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Records;

/// <summary>More than 1,000 records are changed by a job, whose rows tell of those that could not be.</summary>
public sealed class RecordJobTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Count = 1203;
    private const string All = "select: {matching: {where: {lastName: {eq: \"Many\"}}}}";
    private readonly RunningServer server = new();

    private HttpClient Client => server.Client;

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        await using var db = server.Database.CreateDb();
        db.AddRange(Enumerable.Range(0, Count).Select(_ => new Contact { LastName = "Many" }));
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_job_changes_deletes_and_restores_them_and_undoing_takes_it_back()
    {
        var ids = (await Client.AskAsync("{ contacts(first: 2) { nodes { id } } }"))
            .GetProperty("contacts")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => node.GetProperty("id").GetString())
            .ToList();
        var update = await EndedAsync("massUpdateContacts", $"{All}, set: {{title: \"Head\"}}, reason: \"All\"");
        Assert.Equal($"SUCCEEDED {Count} {Count} {Count} 0 0 1", JobWorld.Counts(update));
        Assert.Equal("MASS_UPDATE CONTACT", $"{update.GetProperty("kind")} {update.GetProperty("recordType")}");
        Assert.Equal(
            $"Of {Count} contacts {Count} were written, 0 left as they are, 0 rejected.",
            update.GetProperty("message").GetString()
        );
        Assert.Equal(Count, await CountAsync("title: {eq: \"Head\"}"));

        var undone = await Client.MutateAsync(
            "revertChangeSet",
            null,
            $$"""{changeSetId: "{{update.GetProperty("changeSet").GetProperty("id")}}"}"""
        );
        Assert.Equal((Count, 0), (undone.Object("reverted").GetInt32(), undone.Object("skippedCount").GetInt32()));
        Assert.Equal(Count, await CountAsync("title: {eq: null}"));

        var deletion = await EndedAsync("deleteContacts", All);
        Assert.Equal($"SUCCEEDED {Count} {Count} {Count} 0 0 1", JobWorld.Counts(deletion));
        Assert.Equal(0, await CountAsync("title: {eq: null}"));

        await Client.MutateAsync("restoreContacts", null, $$"""{select: {ids: ["{{ids[0]}}"]} }""");
        var back = await Client.MutateAsync(
            "restoreContacts",
            null,
            $"{{select: {{matching: {{where: {{lastName: {{eq: \"Many\"}}}}}}}}}}"
        );
        var job = await Client.EndedJobAsync(back.Object("job").GetProperty("id").GetString()!);
        Assert.Equal($"SUCCEEDED {Count - 1} {Count - 1} {Count - 1} 0 0 1", JobWorld.Counts(job));
        Assert.Equal(Count, await CountAsync("title: {eq: null}"));
    }

    [Fact]
    public async Task Its_rows_have_the_records_that_could_not_be_written()
    {
        var made = await Client.MutateAsync("createContact", null, """{lastName: "Gone"}""");
        var gone = made.Object("contact").GetProperty("id").GetString();
        await Client.MutateAsync("deleteContacts", null, $$"""{select: {ids: ["{{gone}}"]} }""");
        await using var db = server.Database.CreateDb();
        var ids = db.Set<Contact>().Where(one => one.LastName == "Many").Select(one => one.Id).ToList();
        var given = string.Join("\", \"", ids.Select(id => OpaqueId.Encode("Contact", id)));

        var job = await EndedAsync(
            "massUpdateContacts",
            $"select: {{ids: [\"{gone}\", \"{given}\"]}}, set: {{title: \"Head\"}}, errorPolicy: REJECT_FAILED_ROWS"
        );
        Assert.Equal(1, job.GetProperty("rejected").GetInt32());
        var rows = await Client.JobAsync(
            job.GetProperty("id").GetString()!,
            "rows { nodes { row type case { id } record { id ... on Contact { lastName } } reasons { field code } } }"
        );
        var row = Assert.Single(rows.GetProperty("rows").GetProperty("nodes").EnumerateArray());
        Assert.Equal(
            $"1 CONTACT  {gone} Gone CONFLICT",
            string.Join(
                ' ',
                row.GetProperty("row"),
                row.GetProperty("type"),
                row.GetProperty("case"),
                row.GetProperty("record").GetProperty("id"),
                row.GetProperty("record").GetProperty("lastName"),
                row.GetProperty("reasons")[0].GetProperty("code")
            )
        );
    }

    private async Task<System.Text.Json.JsonElement> EndedAsync(string mutation, string input)
    {
        var payload = await Client.MutateAsync(mutation, null, $"{{{input}}}");
        return await Client.EndedJobAsync(
            payload.Object("job").GetProperty("id").GetString()!,
            JobWorld.Fields + " recordType"
        );
    }

    private async Task<int> CountAsync(string where) =>
        (await Client.AskAsync($"{{ contacts(where: {{lastName: {{eq: \"Many\"}}, {where}}}) {{ totalCount }} }}"))
            .GetProperty("contacts")
            .GetProperty("totalCount")
            .GetInt32();
}
