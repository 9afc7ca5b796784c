using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Writing;

namespace CasesGraph.Tests.Jobs;

public sealed class KilledJobTests
{
    [Fact]
    public async Task A_job_goes_on_after_a_kill_and_does_no_case_twice()
    {
        const int demo = 10_000;
        int cases;
        await using var database = await TestDatabase.CreateAsync();
        string id;
        int done;
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", $"{demo}")))
        {
            var counted = await server.Client.AskAsync("{ cases { totalCount } }");
            cases = counted.GetProperty("cases").GetProperty("totalCount").GetInt32();
            var select = "{matching: {where: {number: {lte: 10000}}}}";
            id = await server.Client.StartMassUpdateAsync(select, "resolution: \"By the job\"");
            await Eventually.HoldsAsync(async () => (await DoneAsync(server.Client, id)) > 0);
            await server.KillAsync();
        }
        await using (var outside = await OutsideDatabase.OpenAsync(database))
            done = (int)(await outside.NumbersAsync("SELECT \"Done\" FROM \"Job\""))[0];

        await using var second = await ServerProcess.StartAsync(database);
        var job = await second.Client.EndedJobAsync(id);

        Assert.InRange(done, 1, cases - 1);
        Assert.Equal($"SUCCEEDED {cases} {cases} {cases} 0 0 1", JobWorld.Counts(job));
        await using var read = await OutsideDatabase.OpenAsync(database);
        Assert.Equal(
            [cases, cases],
            await read.NumbersAsync(
                """
                SELECT COUNT(*) FROM "CaseChange" WHERE "ChangeSetId" = (SELECT "ChangeSetId" FROM "Job")
                UNION ALL
                SELECT COUNT(DISTINCT "CaseNumber") FROM "CaseChange" WHERE "ChangeSetId" = (SELECT "ChangeSetId" FROM "Job")
                """
            )
        );
        Assert.Equal([0], await read.NumbersAsync("SELECT COUNT(*) FROM \"JobChunk\""));
    }

    private static async Task<int> DoneAsync(HttpClient client, string id) =>
        (await client.JobAsync(id, "done")).GetProperty("done").GetInt32();
}
