using CasesGraph.Serving;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>One subscriber: a position in the log, nothing more; what it has not fetched costs no memory.</summary>
internal sealed class FeedSubscription(FeedGroup group, long start, Action<FeedSubscription> leave) : Subscription
{
    private long position = start;

    public FeedGroup Group => group;

    /// <summary>How many positions it is behind what the reader has seen; none when nothing waits for it.</summary>
    public long Lag
    {
        get
        {
            var (at, tail) = (Volatile.Read(ref position), group.Tail);
            return tail.Reaches(at) && tail.Behind(at).Count == 0 ? 0 : Math.Max(0, tail.UpTo - at);
        }
    }

    /// <summary>The next events, at least one, in log order. They count as delivered once they are asked for.</summary>
    public override async Task<IReadOnlyList<StreamedEvent>> ReadAsync(CancellationToken token)
    {
        while (true)
        {
            var tail = group.Tail;
            if (!tail.Reaches(position))
            {
                var batch = await group.ReadLogAsync(position, token);
                Volatile.Write(ref position, batch.UpTo);
                if (batch.Events.Length > 0)
                    return batch.Events;
                continue;
            }
            var events = tail.Behind(position);
            if (events.Count == 0)
            {
                await tail.Next.WaitAsync(token);
                continue;
            }
            Volatile.Write(ref position, tail.UpTo);
            return events;
        }
    }

    public override void Dispose() => leave(this);
}
