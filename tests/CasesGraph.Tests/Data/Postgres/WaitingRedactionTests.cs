using System.Text;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Redaction;
using CasesGraph.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>What takes something out where transactions run side by side: for whom it waits, and where it then stands in the log.</summary>
[Collection(nameof(QuietCluster))]
public sealed class WaitingRedactionTests : IAsyncLifetime
{
    private const string Waiting = """
        SELECT count(*) FROM pg_locks WHERE relation = '"IdempotentAnswer"'::regclass AND NOT granted
        """;

    private RunningServer server = null!;

    public async Task InitializeAsync() => server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    /// <summary>One that takes something out waits for all who may keep an answer; the case does not wait with it.</summary>
    [PostgresFact]
    public async Task A_write_that_waits_for_others_comes_behind_what_was_written_meanwhile()
    {
        var number = await server.Client.CreateCaseAsync("Waited for", description: "Taken out");
        await using var holder = server.Database.CreateDb();
        await using var transaction = await holder.Database.BeginTransactionAsync();
        await holder.Database.ExecuteSqlRawAsync("""LOCK TABLE "IdempotentAnswer" IN ROW EXCLUSIVE MODE""");

        var redacting = Redact(number);
        await Eventually.HoldsAsync(IsWaitingAsync);
        await server.Client.SetPriorityAsync(number, "HIGH");
        await transaction.RollbackAsync();

        Assert.Empty((await redacting).Errors);
        await using var db = server.Database.CreateDb();
        await LogReplay.AssertAsync(db, number);
    }

    /// <summary>One that has begun may keep an answer of what it has seen; taking that out waits for it, and takes the answer too.</summary>
    [PostgresFact]
    public async Task What_is_taken_out_waits_for_who_may_keep_an_answer_of_it()
    {
        var number = await server.Client.CreateCaseAsync("Seen", description: "Seencanary");
        var (begun, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var keeping = server
            .Get<WriteGate>()
            .AnswerAsync(
                async (db, now, token) =>
                {
                    begun.TrySetResult();
                    await goesOn.Task;
                    var seen = await db.Set<Case>()
                        .Where(one => one.Number == number)
                        .Select(one => one.Description)
                        .SingleAsync(token);
                    db.IdempotentAnswers.Add(
                        new IdempotentAnswer
                        {
                            Caller = "somebody",
                            Key = "key",
                            RootField = "any",
                            BodyHash = [],
                            Answer = Encoding.UTF8.GetBytes(seen!),
                            CreatedAt = now,
                        }
                    );
                    return await db.SaveChangesAsync(token);
                },
                CancellationToken.None
            );
        await begun.Task;

        var redacting = Redact(number);
        await Eventually.HoldsAsync(IsWaitingAsync);
        goesOn.SetResult();
        await keeping;

        Assert.Empty((await redacting).Errors);
        Assert.Equal([], await Traces.RowsAsync(server.Database, "Seencanary"));
    }

    private Task<Payload> Redact(long number) =>
        server.Client.MutateAsync(
            "redactCaseField",
            new
            {
                caseId = number,
                field = "DESCRIPTION",
                whole = true,
                reason = "Asked for",
            }
        );

    private async Task<bool> IsWaitingAsync()
    {
        await using var outside = await OutsideDatabase.OpenAsync(server.Database);
        return await outside.NumbersAsync(Waiting) is [1];
    }
}
