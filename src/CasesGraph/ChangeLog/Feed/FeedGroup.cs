namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// Subscribers that select alike, whatever lists they follow: the feed's reader reads the log once for all of them and
/// decides in memory whom an entry concerns.
/// </summary>
/// <param name="upTo">A position from which on the reader serves the group.</param>
internal sealed class FeedGroup(FeedQuery query, long upTo)
{
    /// <summary>What the tails of all audiences may hold together, and one of them.</summary>
    private const int MostBytes = 32 * 1024 * 1024;
    private const int MostBytesOfOne = 256 * 1024;

    private readonly Lock publishing = new();
    private readonly FeedAudiences audiences = new();
    private long upTo = upTo;

    public FeedQuery Query => query;

    /// <summary>
    /// All audiences have been told everything up to here. Whoever reads it before a tail finds all of it there.
    /// </summary>
    public long UpTo => Volatile.Read(ref upTo);

    /// <summary>How often in a row the reader failed with it.</summary>
    public int Failures { get; set; }

    /// <summary>Under the feed's lock, as all below but publishing.</summary>
    public int Subscribers => audiences.All.Sum(audience => audience.Subscribers.Count);

    public IEnumerable<FeedSubscription> All => audiences.All.SelectMany(audience => audience.Subscribers);

    /// <summary>Whether nobody follows any more.</summary>
    public bool IsEmpty => audiences.All.Count == 0;

    /// <summary>The audience of a list, which is made when it is the first of it.</summary>
    /// <param name="identity">Equal for those who follow the same list.</param>
    /// <param name="make">From the position behind which everything is going to be published to it.</param>
    public FeedAudience Audience(string identity, Func<long, FeedAudience> make)
    {
        lock (publishing)
        {
            if (audiences.Find(identity) is { } known)
                return known;
            var audience = make(UpTo);
            audiences.Add(audience);
            return audience;
        }
    }

    public void Leave(FeedSubscription subscription)
    {
        lock (publishing)
        {
            var audience = subscription.Audience;
            audience.Subscribers.Remove(subscription);
            if (audience.Subscribers.Count == 0)
                audiences.Remove(audience);
        }
    }

    /// <summary>Only the feed's reader calls it.</summary>
    /// <param name="forgets">Something was taken out of the log, and so out of what was published before.</param>
    public void Publish(FeedBatch batch, bool forgets)
    {
        lock (publishing)
        {
            foreach (var audience in forgets ? audiences.All : [])
                audience.Forget();
            var most = Math.Min(MostBytesOfOne, MostBytes / Math.Max(1, audiences.All.Count));
            if (batch.Entries.Count > 0)
            {
                foreach (var (audience, entries) in audiences.Of(batch.Entries))
                    audience.Publish(entries, most);
            }
            Volatile.Write(ref upTo, batch.UpTo);
        }
    }

    public void Fail(Exception failure)
    {
        lock (publishing)
        {
            foreach (var audience in audiences.All)
                audience.Fail(failure);
        }
    }
}
