using System.Data;
using CasesGraph.Serving;
using Npgsql;

namespace CasesGraph.Data.Postgres.Shared;

/// <summary>
/// Works that can share a transaction: those that arrive while others' is under way go together into the next. What goes
/// wrong for one of them goes wrong for all; then each has another try, in a transaction of its own. Two transactions
/// side by side were slower: they were of half as many works each.
/// </summary>
internal sealed class SharedWrites : IAsyncDisposable
{
    private const int LargestGroup = 64;

    private readonly WriteQueue queue = new();
    private readonly PostgresWriteGate gate;
    private readonly PostgresDatabase database;
    private readonly Task loop;

    /// <summary>One for each work of a group: callers differ in what they see.</summary>
    private readonly List<PostgresDb> contexts = [];

    /// <summary>The second tries that are under way; nobody waits behind them.</summary>
    private Task alone = Task.CompletedTask;

    public SharedWrites(PostgresWriteGate gate, PostgresDatabase database, BackgroundLoops loops)
    {
        (this.gate, this.database) = (gate, database);
        loop = loops.Run("writes of new cases", RunGroupsAsync);
    }

    public Task<T> RunAsync<T>(Work<T> work, CancellationToken token) => queue.RunAsync(work, token);

    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await loop;
        await alone;
        contexts.ForEach(db => db.Dispose());
    }

    private async Task RunGroupsAsync()
    {
        try
        {
            while (await queue.WaitAsync())
            {
                // Who comes while this waits for a connection comes along, and can still be taken back.
                await using var connection = await OpenAsync();
                var group = connection is null ? [] : Take(LargestGroup);
                if (group.Count > 0)
                    await RunGroupAsync(group, connection!);
            }
        }
        finally
        {
            queue.Close();
            queue.FailAll(new UnavailableException("The server is about to end."));
        }
    }

    /// <summary>Null where there is none: that goes for all who wait by now; to let each wait as long again would help nobody.</summary>
    private async Task<NpgsqlConnection?> OpenAsync()
    {
        try
        {
            return await database.ConnectAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            queue.FailAll(gate.Failed(failure, Written.No));
            return null;
        }
    }

    private List<QueuedWork> Take(int most)
    {
        var taken = new List<QueuedWork>();
        while (taken.Count < most && queue.TryTake(out var work))
            taken.Add(work);
        return taken;
    }

    private async Task RunGroupAsync(List<QueuedWork> group, NpgsqlConnection connection)
    {
        var commits = false;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            while (contexts.Count < group.Count)
                contexts.Add(PostgresDb.ForWrites(database.Conditions));
            var shared = new SharedTransaction(connection, contexts[0].Model);
            // New cases have no past that their time would have to come after, so it may come before the first view.
            await shared.RunAsync(
                [.. group.Zip(contexts, (work, db) => work.RunAsync(shared.Lend(db), gate.Now))],
                CancellationToken.None
            );
            commits = true;
            await transaction.CommitAsync();
        }
        catch (Exception failure)
        {
            // What the works left in the contexts is unknown, and some may still hold theirs.
            contexts.Clear();
            if (PostgresFailures.IsConflict(failure) || (!commits && !IsEverybodys(failure)))
                alone = Task.WhenAll(group.Select(work => work.RunAloneAsync(gate)).Append(alone));
            else
            {
                // It may have been written, so another try could write it twice; or it would fail all the same.
                var told = gate.Failed(failure, commits ? Written.Unknown : Written.No);
                group.ForEach(work => work.Fail(told));
            }
            return;
        }
        gate.OnWritten();
        foreach (var work in group)
            work.Complete();
    }

    /// <summary>Another try would meet it too; a connection that went is a matter of the connection.</summary>
    private bool IsEverybodys(Exception failure) =>
        database.AsOutage(failure) is not null && !PostgresFailures.IsLost(failure);
}
