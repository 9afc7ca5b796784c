using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>The log in the database, for subscribers that are not at its end.</summary>
internal sealed class FeedLog(CasesDatabase database) : IDisposable
{
    /// <summary>However many catch up, requests find connections and processors free; who waits shares more reads.</summary>
    private readonly SemaphoreSlim places = new(4);
    private readonly CancellationTokenSource stop = new();

    public Task<LogEnds> EndsAsync(CancellationToken token) =>
        InSnapshotAsync(session => session.ReadLogEndsAsync(token), token);

    public async Task<FeedBatch> ReadAsync(FeedQuery query, long after)
    {
        await places.WaitAsync(stop.Token);
        try
        {
            return await InSnapshotAsync(
                async session =>
                {
                    var ends = await session.ReadLogEndsAsync(stop.Token);
                    return await query.ReadAsync(session, after, ends.Settled, stop.Token);
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
        await using var connection = await database.RentAsync(reader: null, token);
        await using var snapshot = await connection.BeginSnapshotAsync(token);
        return await read(new ReadSession(connection));
    }
}
