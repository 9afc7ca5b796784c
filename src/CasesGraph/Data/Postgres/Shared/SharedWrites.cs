using System.Data;
using System.Threading.Channels;
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

    private readonly Channel<QueuedWork> queue = Channel.CreateUnbounded<QueuedWork>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly PostgresWriteGate gate;
    private readonly PostgresDatabase database;
    private readonly Task loop;
    private PostgresDb db = PostgresDb.ForWrites();

    /// <summary>The second tries that are under way; nobody waits behind them.</summary>
    private Task alone = Task.CompletedTask;

    public SharedWrites(PostgresWriteGate gate, PostgresDatabase database)
    {
        (this.gate, this.database) = (gate, database);
        loop = Task.Run(RunGroupsAsync);
    }

    public Task<T> RunAsync<T>(Func<CasesDb, DateTime, CancellationToken, Task<T>> work, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var queued = new QueuedWork<T>(work);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(queued), gate);
        return queued.WaitAsync(token);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await alone;
        await db.DisposeAsync();
    }

    private async Task RunGroupsAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            // Who comes while this waits for a connection comes along, and can still be taken back.
            await using var connection = await OpenAsync();
            var group = connection is null ? [] : Drain(LargestGroup);
            if (group.Count > 0)
                await RunGroupAsync(group, connection!);
        }
    }

    /// <summary>Null where there is none: that goes for all who wait by now; to let each wait as long again would help nobody.</summary>
    private async Task<NpgsqlConnection?> OpenAsync()
    {
        try
        {
            return await database.Primary.OpenConnectionAsync();
        }
        catch (Exception failure)
        {
            foreach (var work in Drain(queue.Reader.Count))
                work.Fail(PostgresWriteGate.WriteFailed(failure));
            return null;
        }
    }

    private List<QueuedWork> Drain(int most)
    {
        var drained = new List<QueuedWork>();
        while (drained.Count < most && queue.Reader.TryRead(out var work))
        {
            if (work.TryStart())
                drained.Add(work);
        }
        return drained;
    }

    private async Task RunGroupAsync(List<QueuedWork> group, NpgsqlConnection connection)
    {
        var commits = false;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            var shared = new SharedTransaction(connection);
            shared.Lend(db);
            // New cases have no past that their time would have to come after, so it may come before the first view.
            await shared.RunAsync(group.ConvertAll(work => work.RunAsync(db, gate.Now)), CancellationToken.None);
            commits = true;
            await transaction.CommitAsync();
        }
        catch (Exception failure)
        {
            // What the works left in the context is unknown, and some may still hold it.
            db = PostgresDb.ForWrites();
            if (!commits || PostgresWriteGate.IsConflict(failure))
                alone = Task.WhenAll(group.Select(work => work.RunAloneAsync(gate)).Append(alone));
            else
                // It may have been written, so another try could write it twice.
                group.ForEach(work => work.Fail(PostgresWriteGate.WriteFailed(failure)));
            return;
        }
        gate.OnWritten();
        foreach (var work in group)
            work.Complete();
    }
}
