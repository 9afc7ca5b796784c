using System.Threading.Channels;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Works run one after another, and those that arrive while a commit is under way share the next transaction, each in a
/// savepoint of its own. All are answered after the one fsync.
/// </summary>
public sealed class SqliteWriteGate : WriteGate
{
    private const int LargestGroup = 64;

    /// <summary>Others wait behind a group, and other processes too: slow works go into groups of few.</summary>
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(50);

    private readonly Channel<QueuedWork> queue = Channel.CreateUnbounded<QueuedWork>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly SqliteConnections connections;
    private readonly TimeProvider time;
    private readonly SqliteWriteTurns turns = new();
    private readonly SqliteCheckpoints checkpoints;
    private readonly Task loop;
    private SqliteWriter? writer;

    public SqliteWriteGate(SqliteConnections connections, TimeProvider time)
    {
        (this.connections, this.time) = (connections, time);
        checkpoints = new SqliteCheckpoints(connections);
        loop = Task.Run(RunGroupsAsync);
    }

    public override Task<T> RunAsync<T>(
        Func<CasesDb, DateTime, CancellationToken, Task<T>> work,
        CancellationToken token
    )
    {
        token.ThrowIfCancellationRequested();
        var queued = new QueuedWork<T>(work);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(queued), this);
        return queued.WaitAsync(token);
    }

    public override async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    private async Task RunGroupsAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var group = new List<QueuedWork>();
            try
            {
                writer ??= new SqliteWriter(connections);
                await turns.BeginAsync(writer);
                await RunGroupAsync(writer, group);
                writer.Commit();
            }
            catch (Exception exception)
            {
                FailGroup(group, exception);
                continue;
            }
            OnCommitted();
            foreach (var work in group)
                work.Complete();
            await writer.CheckpointAsync(checkpoints);
        }
        writer?.Dispose();
        await checkpoints.DisposeAsync();
    }

    private async Task RunGroupAsync(SqliteWriter open, List<QueuedWork> group)
    {
        var start = time.GetTimestamp();
        while (
            group.Count < LargestGroup
            && (group.Count == 0 || time.GetElapsedTime(start) < LongestGroup)
            && queue.Reader.TryRead(out var work)
        )
        {
            if (!work.TryStart())
                continue;
            group.Add(work);
            await RunPartAsync(open, work);
        }
    }

    private async Task RunPartAsync(SqliteWriter open, QueuedWork work)
    {
        var db = open.BeginPart();
        try
        {
            await work.RunAsync(db, WholeMicroseconds(time));
        }
        catch when (open.InTransaction)
        {
            // Its caller gets the exception with the others' results.
            open.UndoPart();
            return;
        }
        open.KeepPart();
    }

    /// <summary>
    /// Closing the connection rolls back whatever is left. When not even a transaction could begin, that goes for all who
    /// wait by now; to let each wait as long again would answer nobody.
    /// </summary>
    private void FailGroup(List<QueuedWork> group, Exception exception)
    {
        writer?.Dispose();
        writer = null;
        var waiting = group.Count == 0 ? queue.Reader.Count : 0;
        while (group.Count < waiting && queue.Reader.TryRead(out var work))
        {
            if (work.TryStart())
                group.Add(work);
        }
        var failure = new WriteFailedException(
            "The database could not take the write; nothing of it was kept.",
            exception
        );
        foreach (var work in group)
            work.Fail(failure);
    }
}
