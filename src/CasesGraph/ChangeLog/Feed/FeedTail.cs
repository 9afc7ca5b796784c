namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// The newest events of an audience: all that it is told behind a position. It never changes; a longer one takes its
/// place and says so. What is dropped from it is still in the log, where a subscriber that is slower finds it.
/// </summary>
internal sealed class FeedTail
{
    private const int MostEvents = 128;

    private readonly long from;
    private readonly FeedEvent[] events;
    private readonly TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FeedTail(long from, FeedEvent[] events) => (this.from, this.events) = (from, events);

    public static FeedTail At(long position) => new(position, []);

    /// <summary>Completes when there is a tail with more events.</summary>
    public Task Next => next.Task;

    /// <summary>Whether nothing behind the position is missing from it.</summary>
    public bool Reaches(long position) => position >= from;

    public ArraySegment<FeedEvent> Behind(long position)
    {
        var start = events.Length;
        while (start > 0 && events[start - 1].Position > position)
            start--;
        return new ArraySegment<FeedEvent>(events, start, events.Length - start);
    }

    public FeedTail With(IReadOnlyList<FeedEvent> more, int mostBytes)
    {
        FeedEvent[] all = [.. events, .. more];
        var dropped = all.Length - CountKept(all, mostBytes);
        return new FeedTail(dropped == 0 ? from : all[dropped - 1].Position, all[dropped..]);
    }

    /// <summary>None of the events that it has; whoever has had them all finds what comes behind, the others read the log.</summary>
    public FeedTail Emptied() => events is [.., var last] ? At(last.Position) : this;

    public void Wake() => next.TrySetResult();

    public void Fail(Exception failure) => next.TrySetException(failure);

    private static int CountKept(FeedEvent[] all, int mostBytes)
    {
        var (kept, bytes) = (0, 0);
        while (kept < Math.Min(all.Length, MostEvents))
        {
            bytes += all[^(kept + 1)].Answer.Length;
            if (kept > 0 && bytes > mostBytes)
                break;
            kept++;
        }
        return kept;
    }
}
