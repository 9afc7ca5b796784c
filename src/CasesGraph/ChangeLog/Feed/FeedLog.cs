using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>The log in the database, for subscribers that are not at its end.</summary>
internal sealed class FeedLog(CasesDatabase database) : IDisposable
{
    /// <summary>However many catch up, requests find connections and processors free; who waits shares more reads.</summary>
    private readonly SemaphoreSlim places = new(4);
    private readonly CancellationTokenSource stop = new();

    /// <summary>Up to where the log is settled, and where it ends at present; 0 while it is empty.</summary>
    public Task<(long Settled, long End)> EndsAsync(CancellationToken token) =>
        InSnapshotAsync(session => session.ReadLogEndsAsync(token), token);

    public async Task<FeedBatch> ReadAsync(FeedQuery query, long after)
    {
        await places.WaitAsync(stop.Token);
        try
        {
            return await InSnapshotAsync(
                async session =>
                {
                    var (settled, _) = await session.ReadLogEndsAsync(stop.Token);
                    return await query.ReadAsync(session, after, settled, stop.Token);
                },
                stop.Token
            );
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => stop.Cancel();

    private async Task<T> InSnapshotAsync<T>(Func<ReadSession, Task<T>> read, CancellationToken token)
    {
        await using var connection = await database.RentAsync(token);
        await using var snapshot = await connection.BeginSnapshotAsync(token);
        return await read(new ReadSession(connection, snapshot));
    }
}
