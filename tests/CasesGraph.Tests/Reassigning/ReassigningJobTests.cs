using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;

namespace CasesGraph.Tests.Reassigning;

/// <summary>More than 1,000 cases of a user who goes are handed on by a job, in the change set of the user.</summary>
public sealed class ReassigningJobTests(ReassigningJobTests.ManyCases many)
    : IClassFixture<ReassigningJobTests.ManyCases>
{
    private const int Cases = 1200;

    private HttpClient Client => many.Server.Client;

    [Fact]
    public async Task A_job_hands_them_on_and_undoing_gives_them_back()
    {
        var (goes, other) = (await NewUserAsync("goes"), await NewUserAsync("other"));
        await Client.EndedJobAsync(
            await Client.StartMassUpdateAsync(
                """{matching: {where: {subject: {neq: "Nothing"} } } }""",
                $"assignedToId: \"{goes}\", status: ASSIGNED"
            )
        );
        var count = await CountAsync(goes);
        Assert.InRange(count, 1001, Cases);

        var gone = await Client.MutateAsync(
            "updateUser",
            input: null,
            $$"""{id: "{{goes}}", active: false, reassignTo: {userId: "{{other}}"} }"""
        );
        var job = await Client.EndedJobAsync(gone.Object("job").GetProperty("id").GetString()!);

        Assert.Equal(
            (count, "", false),
            (
                gone.Object("openCases").GetInt32(),
                gone.Object("reassigned").ToString(),
                gone.Object("user").GetProperty("active").GetBoolean()
            )
        );
        Assert.Equal($"SUCCEEDED {count} {count} {count} 0 0 1", JobWorld.Counts(job));
        Assert.Equal((0, count), (await CountAsync(goes), await CountAsync(other)));

        var set = gone.Object("changeSet").GetProperty("id").GetString();
        Assert.Equal(set, job.GetProperty("changeSet").GetProperty("id").GetString());
        var undone = await Client.MutateAsync("revertChangeSet", input: null, $$"""{changeSetId: "{{set}}"}""");
        var ended = await Client.EndedJobAsync(undone.Object("job").GetProperty("id").GetString()!);
        Assert.Equal($"SUCCEEDED {count} {count} {count} 0 0 1", JobWorld.Counts(ended));
        Assert.Equal((count, 0), (await CountAsync(goes), await CountAsync(other)));
        var user = await Client.AskAsync($$"""{ userById(id: "{{goes}}") { active } }""");
        Assert.True(user.GetProperty("userById").GetProperty("active").GetBoolean());
    }

    private async Task<string> NewUserAsync(string name) =>
        (await Client.MutateAsync("createUser", input: null, $$"""{userName: "{{name}}", fullName: "{{name}}"}"""))
            .Object("user")
            .GetProperty("id")
            .GetString()!;

    private async Task<int> CountAsync(string user) =>
        (await Client.AskAsync($$"""{ cases(where: {assignedToId: {eq: "{{user}}"} }) { totalCount } }"""))
            .GetProperty("cases")
            .GetProperty("totalCount")
            .GetInt32();

    public sealed class ManyCases : IAsyncLifetime
    {
        public RunningServer Server { get; } = new() { Settings = { ["Demo:Cases"] = $"{Cases}" } };

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
