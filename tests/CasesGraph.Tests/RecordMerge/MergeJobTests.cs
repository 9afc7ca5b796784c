using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using CasesGraph.Tests.Tags;

namespace CasesGraph.Tests.RecordMerge;

/// <summary>The cases of what is merged go over by a job when they are more than 1,000.</summary>
public sealed class MergeJobTests(TagJobTests.ManyCases many) : IClassFixture<TagJobTests.ManyCases>
{
    private HttpClient Client => many.Server.Client;

    [Theory]
    [InlineData("Account", "accountId", "name: \"{0}\"")]
    [InlineData("Contact", "openedById", "lastName: \"{0}\"")]
    public async Task Merging_what_many_cases_refer_to_is_a_job_that_can_be_undone(
        string kind,
        string field,
        string create
    )
    {
        var (one, other) = (await NewAsync("one"), await NewAsync("other"));
        const string all = """{matching: {where: {subject: {neq: "Nothing"} } } }""";
        await Client.EndedJobAsync(await Client.StartMassUpdateAsync(all, $"{field}: \"{other}\""));
        var count = await CountAsync(other);
        Assert.InRange(count, 1001, 1300);

        var merged = await Client.MutateAsync(
            $"merge{kind}s",
            input: null,
            $$"""{primaryId: "{{one}}", duplicateIds: ["{{other}}"]}"""
        );
        var job = await EndedAsync(merged);
        Assert.Equal(
            merged.Object("changeSet").GetProperty("id").GetString(),
            job.GetProperty("changeSet").GetProperty("id").GetString()
        );
        Assert.Equal((count, 0), (await CountAsync(one), await CountAsync(other)));

        await EndedAsync(
            await Client.MutateAsync(
                "revertChangeSet",
                input: null,
                $$"""{changeSetId: "{{merged.Object("changeSet").GetProperty("id")}}"}"""
            )
        );
        Assert.Equal((0, count), (await CountAsync(one), await CountAsync(other)));

        async Task<string> NewAsync(string name) =>
            (
                await Client.MutateAsync(
                    $"create{kind}",
                    input: null,
                    $"{{{create.Replace("{0}", name, StringComparison.Ordinal)}}}"
                )
            )
                .Object(kind.ToLowerInvariant())
                .GetProperty("id")
                .GetString()!;

        async Task<int> CountAsync(string id) =>
            (
                await Client.AskAsync(
                    $$"""{ cases(where: { {{field}}: {eq: "{{id}}"} }, includeDeleted: true) { totalCount } }"""
                )
            )
                .GetProperty("cases")
                .GetProperty("totalCount")
                .GetInt32();
    }

    private async Task<JsonElement> EndedAsync(Payload payload)
    {
        var job = await Client.EndedJobAsync(payload.Object("job").GetProperty("id").GetString()!);
        Assert.Equal((0, "SUCCEEDED"), (job.GetProperty("rejected").GetInt32(), job.GetProperty("status").GetString()));
        return job;
    }
}
