using System.Collections.Concurrent;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Writing;

/// <summary>Invariant a: what was acknowledged is there, once, whatever happens to the process.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public async Task Every_acknowledged_case_survives_a_kill_in_the_middle_of_many()
    {
        await using var database = await TestDatabase.CreateAsync();
        var acknowledged = new ConcurrentBag<long>();
        await using (var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0")))
        {
            var enough = new TaskCompletionSource();
            var writers = Enumerable
                .Range(0, 32)
                .Select(_ => CreateUntilRefusedAsync(server.Client, acknowledged, enough));
            var all = Task.WhenAll(writers);
            await enough.Task;
            await server.KillAsync();
            await all;
        }

        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await using var outside = await OutsideDatabase.OpenAsync(database);
        var stored = await outside.NumbersAsync("SELECT \"Number\" FROM \"Case\" ORDER BY 1");
        var logged = await outside.NumbersAsync(
            "SELECT \"CaseNumber\" FROM \"CaseChange\" WHERE \"Type\" = 0 ORDER BY 1"
        );
        Assert.Subset(stored.ToHashSet(), acknowledged.ToHashSet());
        Assert.Equal(stored, logged);
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        var next = (await second.Client.MutateAsync("createCase", new { subject = "Next" })).Object("case");
        Assert.True(next.GetProperty("number").GetInt64() > stored[^1]);
        if (!TestDatabase.IsPostgres)
            Assert.Equal(["ok"], await outside.TextsAsync("PRAGMA integrity_check"));
    }

    private static async Task CreateUntilRefusedAsync(
        HttpClient client,
        ConcurrentBag<long> acknowledged,
        TaskCompletionSource enough
    )
    {
        try
        {
            while (true)
            {
                var created = (await client.MutateAsync("createCase", new { subject = "Any" })).Object("case");
                acknowledged.Add(created.GetProperty("number").GetInt64());
                if (acknowledged.Count >= 200)
                    enough.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone.
        }
        catch (Exception failure)
        {
            enough.TrySetException(failure);
            throw;
        }
    }
}
