using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Jobs;

/// <summary>A job that is cancelled ends between two chunks; what it wrote is whole, told, and can be undone.</summary>
public sealed class CancelledJobTests(JobTests.Demo demo) : IClassFixture<JobTests.Demo>
{
    private const int Tries = 8;
    private const string All = "{matching: {where: {number: {lte: 2300}}}}";

    private HttpClient Client => demo.Server.Client;

    [Fact]
    public async Task What_a_cancelled_job_wrote_stays_and_is_undone_by_its_change_set()
    {
        // A job may be quicker than its cancelling, which says so.
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var title = $"{Guid.NewGuid()}";
            var id = await Client.StartMassUpdateAsync(All, $"resolution: \"{title}\"");
            var cancelled = await CancelAsync(id, """, reason: "Wrong filter" """);
            var job = await Client.EndedJobAsync(id);
            if (cancelled.Errors.Count > 0)
            {
                Assert.Equal(["JobEndedError"], cancelled.Errors);
                Assert.Equal("SUCCEEDED", job.GetProperty("status").GetString());
                continue;
            }
            var written = job.GetProperty("updated").GetInt32();
            Assert.Equal("CANCELLED", job.GetProperty("status").GetString());
            Assert.EndsWith("Wrong filter", job.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal(written, await CountAsync(title));
            Assert.Equal(["JobEndedError"], (await CancelAsync(id)).Errors);
            var set = job.GetProperty("changeSet");
            Assert.Equal(written == 0, set.ValueKind is JsonValueKind.Null);
            if (written == 0)
                continue;
            Assert.Equal(written, set.GetProperty("changes").GetProperty("totalCount").GetInt32());
            await UndoAsync(set.GetProperty("id").GetString()!);
            Assert.Equal(0, await CountAsync(title));
        }
    }

    [Theory]
    [InlineData("Sm9iOjk5OTk5OQ", "JobNotFoundError")]
    [InlineData("VXNlcjox", "input.id INVALID_ID")]
    public async Task A_job_that_is_not_there_cannot_be_cancelled(string id, string error) =>
        Assert.Equal([error], (await CancelAsync(id)).Errors);

    private Task<Payload> CancelAsync(string id, string more = "") =>
        Client.MutateAsync("cancelJob", input: null, $$"""{id: "{{id}}" {{more}} }""", "job { id status }");

    private async Task UndoAsync(string set)
    {
        var undone = await Client.MutateAsync("revertChangeSet", input: null, $$"""{changeSetId: "{{set}}"}""");
        Assert.Equal([], undone.Errors);
        if (undone.Data.GetProperty("job") is { ValueKind: JsonValueKind.Object } job)
            await Client.EndedJobAsync(job.GetProperty("id").GetString()!);
    }

    private async Task<int> CountAsync(string resolution)
    {
        var data = await Client.AskAsync(
            $"{{ cases(where: {{resolution: {{eq: \"{resolution}\"}}}}) {{ totalCount }} }}"
        );
        return data.GetProperty("cases").GetProperty("totalCount").GetInt32();
    }
}
