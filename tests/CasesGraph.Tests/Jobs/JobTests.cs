using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.MassUpdate;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Jobs;

/// <summary>Mass updates that run as jobs.</summary>
public sealed class JobTests(JobTests.Demo demo) : IClassFixture<JobTests.Demo>
{
    private const string All = "{matching: {where: {number: {lte: 2300}}}}";

    private HttpClient Client => demo.Server.Client;
    private int Cases => demo.Numbers.Count;

    [Fact]
    public async Task A_job_writes_every_case_once_in_one_change_set_and_counts()
    {
        var low = await CountAsync("priority: {neq: LOW}");
        using var statements = new CaseStatements(demo.Server.Database);
        var id = await Client.StartMassUpdateAsync(All, "priority: LOW");
        var job = await Client.EndedJobAsync(id);

        Assert.Equal($"SUCCEEDED {Cases} {Cases} {low} {Cases - low} 0 1", JobWorld.Counts(job));
        var set = job.GetProperty("changeSet");
        Assert.Equal(
            $"MASS_UPDATE Job {id} {low}",
            $"{set.GetProperty("action")} {set.GetProperty("reason")} {set.GetProperty("job").GetProperty("id")} {set.GetProperty("changes").GetProperty("totalCount")}"
        );
        Assert.Equal(0, await CountAsync("priority: {neq: LOW}"));
        // Its check, its changes, their fields, its cases, its progress: 5 a transaction, of which there are 2 or 3, behind
        // the call's check, the job and its 3 chunks, and before its end.
        Assert.InRange(statements.Texts.Count, 10, 5 + (3 * 5) + 1);
    }

    [Fact]
    public async Task A_job_that_changes_nothing_has_no_change_set()
    {
        await Client.EndedJobAsync(await Client.StartMassUpdateAsync(All, "type: USER"));
        var job = await Client.EndedJobAsync(await Client.StartMassUpdateAsync(All, "type: USER"));

        Assert.Equal($"SUCCEEDED {Cases} {Cases} 0 {Cases} 0 1", JobWorld.Counts(job));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("changeSet").ValueKind);
    }

    [Fact]
    public async Task What_a_job_cannot_write_is_in_its_rows()
    {
        var ids = string.Join(", ", demo.Numbers.Take(1200).Concat([999_998, 999_999]));
        var id = await Client.StartMassUpdateAsync(
            $"{{ids: [{ids}]}}",
            "type: PRODUCT",
            ", errorPolicy: REJECT_FAILED_ROWS"
        );
        var job = await Client.EndedJobAsync(id);

        Assert.Equal(2, job.GetProperty("rejected").GetInt32());
        var rows = await Client.JobAsync(
            id,
            "rows(where: {outcome: {eq: REJECTED}}) { totalCount nodes { row outcome case { number } reasons { __typename field code message } } }"
        );
        Assert.Equal(
            """
            {"totalCount":2,"nodes":[{"row":1201,"outcome":"REJECTED","case":null,"reasons":[{"__typename":"JobRowReason","field":["input","select"],"code":"INVALID_ID","message":"There is no such case."}]},{"row":1202,"outcome":"REJECTED","case":null,"reasons":[{"__typename":"JobRowReason","field":["input","select"],"code":"INVALID_ID","message":"There is no such case."}]}]}
            """.Trim(),
            rows.GetProperty("rows").GetRawText()
        );
    }

    [Fact]
    public async Task Where_one_rejects_everything_no_job_begins()
    {
        var ids = string.Join(", ", demo.Numbers.Take(1200).Append(999_999));
        var sets = await demo.Server.Database.CountChangeSetsAsync();
        var payload = await Client.MutateAsync(
            "massUpdateCases",
            input: null,
            $$"""{select: {ids: [{{ids}}]}, set: {type: ADMINISTRATION} }"""
        );
        Assert.Equal(sets, await demo.Server.Database.CountChangeSetsAsync());

        Assert.Equal(JsonValueKind.Null, payload.Object("job").ValueKind);
        Assert.Equal((0, 1), (payload.Object("changed").GetInt32(), payload.Object("rejectedCount").GetInt32()));
    }

    [Fact]
    public async Task Progress_is_told_to_the_end_and_to_those_who_come_late()
    {
        await using var socket = await GraphSocket.OpenAsync(Client);
        var id = await Client.StartMassUpdateAsync(All, "resolution: \"Told\"");
        var query = $$"""subscription { onJobProgress(id: "{{id}}") { status progress done } }""";
        await socket.SubscribeAsync("1", query);
        var done = new List<int>();
        var status = "";
        while (await socket.MessageAsync() is var message && message.GetProperty("type").GetString() is "next")
        {
            var job = message.GetProperty("payload").GetProperty("data").GetProperty("onJobProgress");
            done.Add(job.GetProperty("done").GetInt32());
            status = job.GetProperty("status").GetString();
        }

        Assert.Equal(("SUCCEEDED", Cases), (status, done[^1]));
        Assert.Equal(done.Order(), done);
        using var late = await GraphEvents.OpenAsync(Client, query);
        Assert.Equal(
            $$$"""{"status":"SUCCEEDED","progress":1,"done":{{{Cases}}}}""",
            (await late.ReadAsync())!.Value.GetRawText()
        );
        Assert.Equal("complete", (await late.ReadAsync())!.Type);
        Assert.Null(await late.ReadAsync());
    }

    [Fact]
    public async Task Jobs_are_a_list_like_any_other()
    {
        var id = await Client.StartMassUpdateAsync(All, "priority: HIGH");
        await Client.EndedJobAsync(id);

        var jobs = await Client.AskAsync(
            $$"""
            { jobs(first: 1, where: {status: {eq: SUCCEEDED}, kind: {eq: MASS_UPDATE} }, order: [{createdAt: DESC}]) { nodes { id } }
              node(id: "{{id}}") { ... on Job { rows { totalCount } } } none: job(id: "Sm9iOjk5OTk") { id } }
            """
        );

        Assert.Single(jobs.GetProperty("jobs").GetProperty("nodes").EnumerateArray());
        Assert.Equal(0, jobs.GetProperty("node").GetProperty("rows").GetProperty("totalCount").GetInt32());
        Assert.Equal(JsonValueKind.Null, jobs.GetProperty("none").ValueKind);
    }

    [Fact]
    public async Task A_job_that_does_not_exist_cannot_be_followed()
    {
        using var events = await GraphEvents.OpenAsync(
            Client,
            """subscription { onJobProgress(id: "Sm9iOjk5OTk") { status } }"""
        );
        Assert.Contains("INVALID_ID", (await events.ReadAsync())!.Data, StringComparison.Ordinal);
    }

    private async Task<int> CountAsync(string where) =>
        (await Client.AskAsync($"{{ cases(where: {{number: {{lte: 2300}}, {where}}}) {{ totalCount }} }}"))
            .GetProperty("cases")
            .GetProperty("totalCount")
            .GetInt32();

    public sealed class Demo : IAsyncLifetime
    {
        public RunningServer Server { get; } = new() { Settings = { ["Demo:Cases"] = "2300" } };

        /// <summary>Of the cases in use.</summary>
        public IReadOnlyList<long> Numbers { get; private set; } = [];

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            await using var db = Server.Database.CreateDb();
            Numbers = await db.Cases.Where(c => c.DeletedAt == null).Select(c => c.Number).ToListAsync();
        }

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
