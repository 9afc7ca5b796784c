using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>One subscriber: a position in the log, nothing more; what it has not fetched costs no memory.</summary>
internal sealed class FeedSubscription(FeedAudience audience, long start, Action<FeedSubscription> leave) : Subscription
{
    private long position = start;
    private long passed = start;

    public FeedAudience Audience => audience;

    public override string Cursor => LogPosition.ToCursor(passed);

    /// <summary>How many positions it is behind what the reader has seen; none when nothing waits for it.</summary>
    public long Lag
    {
        get
        {
            var (at, upTo, tail) = (Volatile.Read(ref position), audience.Group.UpTo, audience.Tail);
            return tail.Reaches(at) && tail.Behind(at).Count == 0 ? 0 : Math.Max(0, upTo - at);
        }
    }

    /// <summary>The next events, at least one, in log order. They count as delivered once they are asked for.</summary>
    public override async Task<IReadOnlyList<StreamedEvent>> ReadAsync(CancellationToken token)
    {
        while (true)
        {
            passed = position;
            // In this order: the tail has all that its audience is told up to there.
            var upTo = audience.Group.UpTo;
            var tail = audience.Tail;
            if (!tail.Reaches(position))
            {
                var piece = await audience.ReadLogAsync(position, token);
                Volatile.Write(ref position, piece.UpTo);
                if (piece.Events.Count > 0)
                    return piece.Events;
                continue;
            }
            var events = tail.Behind(position);
            Volatile.Write(ref position, Math.Max(upTo, events is [.., var last] ? last.Position : position));
            if (events.Count > 0)
                return events;
            await tail.Next.WaitAsync(token);
        }
    }

    public override void Dispose() => leave(this);
}
