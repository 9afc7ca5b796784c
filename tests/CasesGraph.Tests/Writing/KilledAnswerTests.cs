using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Writing;

public sealed class KilledAnswerTests
{
    private const int Attempts = 20;

    /// <summary>Its payload takes a while, after the commit.</summary>
    private static readonly string Create = $$"""
        mutation { createCase(input: {subject: "Once", assignedToId: "{{OpaqueId.Encode("User", 1)}}"}) { case { number
          assignedTo { assignedCases(first: 100) { nodes { number
            assignedTo { assignedCases(first: 100) { nodes { number subject a: description b: description } } } } } } } } }
        """;

    [Fact]
    public async Task A_mutation_whose_server_is_killed_between_commit_and_answer_is_not_done_again_and_is_answered()
    {
        await using var database = await TestDatabase.CreateAsync();
        var key = await KillAsync(database);

        await using var second = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        var before = await CasesAsync(database);
        var made = (await second.Client.SendKeyedAsync(key, Create)).Field().GetProperty("case");

        Assert.Equal(before, await CasesAsync(database));
        Assert.Equal(before[^1], made.GetProperty("number").GetInt64());
        Assert.Equal(
            100,
            made.GetProperty("assignedTo").GetProperty("assignedCases").GetProperty("nodes").GetArrayLength()
        );
    }

    /// <summary>Kills the server as soon as the mutation is in the database; the key for which that was before the answer.</summary>
    private static async Task<string> KillAsync(TestDatabase database)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var key = $"key-{attempt}";
            await using var server = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
            if (attempt == 0)
                await AddCasesAsync(database);
            var request = server.Client.SendKeyedAsync(key, Create);
            while (!request.IsCompleted && !await IsStoredAsync(database, key)) { }
            await server.KillAsync();
            await ((Task)request).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!request.IsCompletedSuccessfully && await IsStoredAsync(database, key))
                return key;
        }
        throw new InvalidOperationException("The answer was always faster.");
    }

    private static async Task AddCasesAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        var description = new string('x', 1_000);
        db.AddRange(
            Enumerable
                .Range(1, 100)
                .Select(number => new Case
                {
                    Subject = $"Case {number}",
                    Description = description,
                    AssignedToId = 1,
                })
        );
        await db.SaveChangesAsync();
    }

    /// <summary>With an outcome and without an answer.</summary>
    private static async Task<bool> IsStoredAsync(TestDatabase database, string key)
    {
        await using var db = database.CreateDb();
        byte[] empty = [];
        return await db.IdempotentAnswers.AnyAsync(answer => answer.Key == key && answer.Answer == empty);
    }

    private static async Task<List<long>> CasesAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        return await db.Cases.OrderBy(@case => @case.Number).Select(@case => @case.Number).ToListAsync();
    }
}
