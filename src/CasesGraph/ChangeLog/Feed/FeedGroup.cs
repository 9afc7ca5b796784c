using System.Collections.Concurrent;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>Subscribers that ask alike. The feed's reader serves them by one read and one text an event.</summary>
/// <param name="last">A position from which on the reader serves the group.</param>
internal sealed class FeedGroup(FeedQuery query, long last, FeedLog log)
{
    private readonly ConcurrentDictionary<long, Lazy<Task<FeedBatch>>> readings = new();
    private volatile FeedTail tail = FeedTail.At(last);

    public FeedQuery Query => query;
    public FeedTail Tail => tail;

    /// <summary>Under the feed's lock.</summary>
    public HashSet<FeedSubscription> Subscribers { get; } = [];

    /// <summary>How often in a row the reader failed with it.</summary>
    public int Failures { get; set; }

    /// <summary>Only the feed's reader calls it.</summary>
    public void Publish(FeedBatch batch)
    {
        var old = tail;
        tail = old.With(batch);
        if (batch.Events.Length > 0)
            old.Wake();
    }

    public void Fail(Exception failure) => tail.Fail(failure);

    /// <summary>The log behind a position, for one that the tail does not reach; those at the same place share a read.</summary>
    public Task<FeedBatch> ReadLogAsync(long position, CancellationToken token) =>
        readings
            .GetOrAdd(position, place => new Lazy<Task<FeedBatch>>(() => ReadLogAsync(place)))
            .Value.WaitAsync(token);

    private async Task<FeedBatch> ReadLogAsync(long position)
    {
        try
        {
            return await log.ReadAsync(query, position);
        }
        finally
        {
            readings.TryRemove(position, out _);
        }
    }
}
