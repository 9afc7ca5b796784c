using CasesGraph.Cases;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Writing;

namespace CasesGraph.Tests.Jobs;

public sealed class KilledJobTests
{
    [Fact]
    public async Task A_job_goes_on_after_a_kill_and_does_no_case_twice()
    {
        // Many transactions, of up to 8,000 each: some are done and some are not when the process ends.
        const int cases = 15_000;
        await using var database = await TestDatabase.CreateAsync();
        string id;
        int done;
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            await AddCasesAsync(database, cases);
            await using var outside = await OutsideDatabase.OpenAsync(database);
            await outside.HoldCaseAsync(cases);
            const string select = "{matching: {where: {status: {eq: NEW} } } }";
            id = await server.Client.StartMassUpdateAsync(
                select,
                "status: CLOSED, type: USER, resolution: \"By the job\""
            );
            await Eventually.HoldsAsync(async () => (await DoneAsync(server.Client, id)) > 0);
            await server.KillAsync();
        }
        await using (var outside = await OutsideDatabase.OpenAsync(database))
            done = (int)(await outside.NumbersAsync("SELECT \"Done\" FROM \"Job\""))[0];

        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
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

    /// <summary>Past the server, which would take longer.</summary>
    private static async Task AddCasesAsync(TestDatabase database, int count)
    {
        await using var db = database.CreateDb();
        db.AddRange(Enumerable.Range(1, count).Select(number => new Case { Subject = $"Case {number}" }));
        await db.SaveChangesAsync();
    }

    private static async Task<int> DoneAsync(HttpClient client, string id) =>
        (await client.JobAsync(id, "done")).GetProperty("done").GetInt32();
}
