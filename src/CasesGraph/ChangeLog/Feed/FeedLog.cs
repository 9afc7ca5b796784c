using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>The log in the database, for subscribers that are not at its end.</summary>
internal sealed class FeedLog(CasesDatabase database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    /// <summary>However many catch up, requests find connections and processors free; who waits shares more reads.</summary>
    private readonly SemaphoreSlim places = new(4);
    private readonly CancellationTokenSource stop = new();

    public Task<LogEnds> EndsAsync(CancellationToken token) =>
        InSnapshotAsync(session => session.ReadLogEndsAsync(token), token);

    /// <summary>Outlasts an outage: what is behind the position is there afterwards too.</summary>
    public async Task<FeedBatch> ReadAsync(FeedQuery query, long after)
    {
        while (true)
        {
            try
            {
                return await TryReadAsync(query, after);
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                await Task.Delay(Retry, clock, stop.Token);
            }
        }
    }

    public void Dispose() => stop.Cancel();

    private async Task<FeedBatch> TryReadAsync(FeedQuery query, long after)
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

    private async Task<T> InSnapshotAsync<T>(Func<ReadSession, Task<T>> read, CancellationToken token)
    {
        await using var connection = await database.RentAsync(reader: null, token);
        await using var snapshot = await connection.BeginSnapshotAsync(token);
        return await read(new ReadSession(connection, Caller.System));
    }
}
