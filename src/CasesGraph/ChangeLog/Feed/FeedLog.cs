using CasesGraph.Data.Sqlite;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>The log in the database, for subscribers that are not at its end.</summary>
internal sealed class FeedLog(SqliteConnections connections, PlanCache plans) : IDisposable
{
    /// <summary>However many catch up, requests find connections and processors free; who waits shares more reads.</summary>
    private readonly SemaphoreSlim places = new(4);
    private readonly CancellationTokenSource stop = new();

    /// <summary>The newest position; 0 while the log is empty.</summary>
    public async Task<long> LastAsync(ReadSession session, CancellationToken token)
    {
        var rows = await session.ReadAsync(plans.LastPosition(), new RequestValues(), [], limit: 1, token);
        return rows.Count == 0 ? 0 : rows[0, 0].Number;
    }

    public Task<long> LastAsync(CancellationToken token) => InSnapshotAsync(session => LastAsync(session, token));

    public async Task<FeedBatch> ReadAsync(FeedQuery query, long after)
    {
        await places.WaitAsync(stop.Token);
        try
        {
            return await InSnapshotAsync(async session =>
            {
                var last = await LastAsync(session, stop.Token);
                return await query.ReadAsync(session, after, last, stop.Token);
            });
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => stop.Cancel();

    private async Task<T> InSnapshotAsync<T>(Func<ReadSession, Task<T>> read)
    {
        var connection = connections.Rent();
        try
        {
            using var snapshot = SqliteConnections.BeginSnapshot(connection);
            return await read(new ReadSession(connection, snapshot, connections.PreparedOn(connection)));
        }
        finally
        {
            connections.Return(connection);
        }
    }
}
