using CasesGraph.Serving;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Works run one after another, and those that arrive while a commit is under way share the next transaction, each but the
/// first in a savepoint of its own. All are answered after the one fsync.
/// </summary>
internal sealed class SqliteWriteGate : WriteGate
{
    private const int LargestGroup = 64;

    /// <summary>Others wait behind a group, and other processes too: slow works go into groups of few.</summary>
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(50);

    private readonly WriteQueue queue = new();
    private readonly SqliteConnections connections;
    private readonly CasesDatabase database;
    private readonly TimeProvider time;
    private readonly SqliteWriteTurns turns = new();
    private readonly SqliteCheckpoints checkpoints;
    private readonly Task loop;
    private SqliteWriter? writer;

    /// <summary>Whether a part of the transaction that is under way changes what callers may do.</summary>
    private bool changesRights;

    public SqliteWriteGate(
        SqliteConnections connections,
        CasesDatabase database,
        TimeProvider time,
        BackgroundLoops loops
    )
    {
        (this.connections, this.database, this.time) = (connections, database, time);
        checkpoints = new SqliteCheckpoints(connections);
        loop = loops.Run("writes", RunGroupsAsync);
    }

    public override Task<T> RunAsync<T>(Work<T> work, CancellationToken token) => queue.RunAsync(work, token);

    public override async ValueTask DisposeAsync()
    {
        queue.Close();
        await loop;
    }

    private async Task RunGroupsAsync()
    {
        try
        {
            while (await queue.WaitAsync())
                await RunTransactionAsync();
        }
        finally
        {
            queue.Close();
            queue.FailAll(new UnavailableException("The server is about to end."));
            writer?.Dispose();
            await checkpoints.DisposeAsync();
        }
    }

    private async Task RunTransactionAsync()
    {
        var group = new List<QueuedWork>();
        var commits = false;
        changesRights = false;
        try
        {
            writer ??= new SqliteWriter(connections, database.Conditions);
            await turns.BeginAsync(writer);
            await RunGroupAsync(writer, group);
            if (writer.InTransaction)
            {
                commits = true;
                writer.Commit();
            }
        }
        catch (Exception failure)
        {
            FailGroup(group, failure, commits);
            return;
        }
        if (changesRights)
            OnRightsChanged();
        OnCommitted();
        foreach (var work in group)
            work.Complete();
        await writer.CheckpointAsync(checkpoints);
    }

    private async Task RunGroupAsync(SqliteWriter open, List<QueuedWork> group)
    {
        var start = time.GetTimestamp();
        while (
            open.InTransaction
            && group.Count < LargestGroup
            && (group.Count == 0 || time.GetElapsedTime(start) < LongestGroup)
            && queue.TryTake(out var work)
        )
        {
            group.Add(work);
            await RunPartAsync(open, work);
        }
    }

    private async Task RunPartAsync(SqliteWriter open, QueuedWork work)
    {
        var db = open.BeginPart();
        db.ChangesRights = false;
        try
        {
            await work.RunAsync(db, WholeMicroseconds(time));
        }
        catch (Exception failure) when (open.InTransaction && database.AsOutage(failure) is null)
        {
            // Its caller gets the exception with the others' results.
            open.UndoPart();
            return;
        }
        open.KeepPart();
        changesRights |= db.ChangesRights;
    }

    /// <summary>
    /// Closing the connection rolls back whatever is left. When not even a transaction could begin, that goes for all who
    /// wait by now; to let each wait as long again would answer nobody.
    /// </summary>
    private void FailGroup(List<QueuedWork> group, Exception failure, bool commits)
    {
        writer?.Dispose();
        writer = null;
        // What a broken disk has of the commit, its next reader may find.
        var written = commits && SqliteFailures.IsBrokenDisk(failure) ? Written.Unknown : Written.No;
        var told = Failed(database, failure, written);
        if (group.Count == 0)
            queue.FailAll(told);
        foreach (var work in group)
            work.Fail(told);
    }
}
