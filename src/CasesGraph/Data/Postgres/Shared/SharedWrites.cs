using System.Data;
using System.Threading.Channels;

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
    }

    private async Task RunGroupsAsync()
    {
        await using var db = PostgresDb.ForWrites();
        while (await queue.Reader.WaitToReadAsync())
        {
            var group = new List<QueuedWork>();
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var work))
            {
                if (work.TryStart())
                    group.Add(work);
            }
            if (group.Count == 0)
                continue;
            await RunGroupAsync(group, db);
        }
    }

    private async Task RunGroupAsync(List<QueuedWork> group, PostgresDb db)
    {
        var commits = false;
        try
        {
            await using var connection = await database.Primary.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            var shared = new SharedTransaction(connection);
            shared.Lend(db);
            await shared.RunAsync(group.ConvertAll(work => work.RunAsync(db, gate.Now)), CancellationToken.None);
            commits = true;
            await transaction.CommitAsync();
        }
        catch (Exception failure) when (commits && !PostgresWriteGate.IsConflict(failure))
        {
            // It may have been written, so another try could write it twice.
            foreach (var work in group)
                work.Fail(PostgresWriteGate.WriteFailed(failure));
            return;
        }
        catch (Exception)
        {
            await Task.WhenAll(group.Select(work => work.RunAloneAsync(gate)));
            return;
        }
        gate.OnWritten();
        foreach (var work in group)
            work.Complete();
    }
}
