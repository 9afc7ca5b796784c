using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Tags;

/// <summary>What tags take from more than 1,000 cases, a job does.</summary>
public sealed class TagJobTests(TagJobTests.ManyCases many) : IClassFixture<TagJobTests.ManyCases>
{
    private HttpClient Client => many.Server.Client;

    [Fact]
    public async Task Deleting_and_merging_tags_of_many_cases_are_jobs_that_can_be_undone()
    {
        const string all = """{matching: {where: {subject: {neq: "Nothing"} } } }""";
        await Client.EndedJobAsync(await Client.StartMassUpdateAsync(all, """addTags: ["many", "more"] """));
        var (one, more) = (await IdAsync("many"), await IdAsync("more"));
        var count = await CountAsync("many");
        Assert.InRange(count, 1001, 1300);

        var merging = await EndedAsync("mergeTags", $$"""{fromIds: ["{{more}}"], intoId: "{{one}}"}""");
        Assert.Equal((count, 0), (await CountAsync("many"), await CountAsync("more")));
        await UndoAsync(merging);
        Assert.Equal((count, count), (await CountAsync("many"), await CountAsync("more")));

        var deletion = await EndedAsync("deleteTags", $$"""{ids: ["{{one}}"]}""");
        Assert.Equal(0, await CountAsync("many"));
        await UndoAsync(deletion);
        Assert.Equal(count, await CountAsync("many"));
        Assert.Equal(one, await IdAsync("many"));
    }

    private async Task<JsonElement> EndedAsync(string mutation, string input)
    {
        var payload = await Client.MutateAsync(mutation, input: null, input);
        var job = await Client.EndedJobAsync(payload.Object("job").GetProperty("id").GetString()!);
        Assert.Equal("SUCCEEDED", job.GetProperty("status").GetString());
        return job.GetProperty("changeSet").GetProperty("id");
    }

    private async Task UndoAsync(JsonElement changeSet)
    {
        var undone = await Client.MutateAsync("revertChangeSet", input: null, $$"""{changeSetId: "{{changeSet}}"}""");
        var job = await Client.EndedJobAsync(undone.Object("job").GetProperty("id").GetString()!);
        Assert.Equal((0, "SUCCEEDED"), (job.GetProperty("rejected").GetInt32(), job.GetProperty("status").GetString()));
    }

    private async Task<int> CountAsync(string tag) =>
        (
            await Client.AskAsync(
                $$"""{ cases(where: {tags: {some: {name: {eq: "{{tag}}"} } } }, includeDeleted: true) { totalCount } }"""
            )
        )
            .GetProperty("cases")
            .GetProperty("totalCount")
            .GetInt32();

    private async Task<string> IdAsync(string tag) =>
        (await Client.AskAsync($$"""{ tags(where: {name: {eq: "{{tag}}"} }) { nodes { id } } }"""))
            .GetProperty("tags")
            .GetProperty("nodes")[0]
            .GetProperty("id")
            .GetString()!;

    public sealed class ManyCases : IAsyncLifetime
    {
        public RunningServer Server { get; } = new() { Settings = { ["Demo:Cases"] = "1300" } };

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
