using CasesGraph.Cases;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Purge;

public sealed class PurgeJobTests
{
    [Fact]
    public async Task Many_cases_are_purged_by_a_job_merged_ones_before_those_they_went_into()
    {
        await using var server = await RunningServer.StartAsync(("Demo:Cases", "2300"));
        await using var db = server.Database.CreateDb();
        var numbers = await db.Cases.OrderBy(c => c.Number).Select(c => c.Number).ToListAsync();
        var used = await db.Cases.Where(c => c.DeletedAt == null).Select(c => c.Number).ToListAsync();
        await server.Client.WriteAsync(
            "mergeCases",
            $"primaryId: {used[1]}, duplicateIds: [{used[^1]}], acrossAccounts: true"
        );
        await server.Client.WriteAsync(
            "mergeCases",
            $"primaryId: {used[0]}, duplicateIds: [{used[1]}], acrossAccounts: true"
        );
        await server.Client.WriteAsync(
            "mergeCases",
            $"primaryId: {used[2]}, duplicateIds: [{used[^2]}], acrossAccounts: true"
        );

        var payload = await server.Client.MutateAsync(
            "purgeCases",
            new { select = new { ids = numbers.Where(number => number != used[^2]).Append(999_999) } }
        );
        var job = payload.Object("job").GetProperty("id").GetString()!;
        var ended = await server.Client.EndedJobAsync(job);

        var total = numbers.Count;
        Assert.Equal($"SUCCEEDED {total} {total} {total - 2} 0 2 1", JobWorld.Counts(ended));
        Assert.Equal("PURGE", ended.GetProperty("kind").GetString());
        Assert.Equal(
            total - 2,
            ended.GetProperty("changeSet").GetProperty("changes").GetProperty("totalCount").GetInt32()
        );
        var left = await db.Cases.OrderBy(c => c.Number).Select(c => c.Number).ToListAsync();
        Assert.Equal([used[2], used[^2]], left);
        var rows = await server.Client.JobAsync(job, "rows { nodes { case { number } reasons { __typename code } } }");
        Assert.Equal(
            $$$"""{"nodes":[{"case":{"number":{{{used[2]}}}},"reasons":[{"__typename":"JobRowReason","code":"CONFLICT"}]},{"case":null,"reasons":[{"__typename":"JobRowReason","code":"INVALID_ID"}]}]}""",
            rows.GetProperty("rows").GetRawText()
        );
        await server.Client.MutateAsync("purgeCases", input: null, $"{{select: {{ids: [{used[2]}, {used[^2]}]}}}}");
        var purged = await server.Client.JobAsync(job, "rows { nodes { case { number } } }");
        Assert.Equal("""{"nodes":[{"case":null},{"case":null}]}""", purged.GetProperty("rows").GetRawText());
    }
}
