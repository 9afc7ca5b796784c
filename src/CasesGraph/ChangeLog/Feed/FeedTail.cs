namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// The newest events of a group: all that it has between two positions. It never changes; a longer one takes its place
/// and says so. What is dropped from it is still in the log, where a subscriber that is slower finds it.
/// </summary>
internal sealed class FeedTail
{
    private const int MostEvents = 128;
    private const int MostBytes = 256 * 1024;

    private readonly long from;
    private readonly FeedEvent[] events;
    private readonly TaskCompletionSource next;

    private FeedTail(long from, long upTo, FeedEvent[] events, TaskCompletionSource next) =>
        (this.from, UpTo, this.events, this.next) = (from, upTo, events, next);

    public static FeedTail At(long position) => new(position, position, [], NewSignal());

    /// <summary>Everything up to here has been looked at.</summary>
    public long UpTo { get; }

    /// <summary>Completes when there is a tail with more events.</summary>
    public Task Next => next.Task;

    /// <summary>Whether nothing between the position and the tail's end is missing from it.</summary>
    public bool Reaches(long position) => position >= from;

    public ArraySegment<FeedEvent> Behind(long position)
    {
        var start = events.Length;
        while (start > 0 && events[start - 1].Position > position)
            start--;
        return new ArraySegment<FeedEvent>(events, start, events.Length - start);
    }

    /// <summary>Those who wait are woken only when there is something for them.</summary>
    public FeedTail With(FeedBatch batch)
    {
        if (batch.Events.Length == 0)
            return new FeedTail(from, batch.UpTo, events, next);
        FeedEvent[] all = [.. events, .. batch.Events];
        var kept = CountKept(all);
        var dropped = all.Length - kept;
        return new FeedTail(dropped == 0 ? from : all[dropped - 1].Position, batch.UpTo, all[dropped..], NewSignal());
    }

    public void Wake() => next.TrySetResult();

    public void Fail(Exception failure) => next.TrySetException(failure);

    private static int CountKept(FeedEvent[] all)
    {
        var (kept, bytes) = (0, 0);
        while (kept < Math.Min(all.Length, MostEvents))
        {
            bytes += all[^(kept + 1)].Answer.Length;
            if (kept > 0 && bytes > MostBytes)
                break;
            kept++;
        }
        return kept;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
