using System.Collections.Concurrent;
using CasesGraph.ChangeLog.Following;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>Those of a group who are told the same: who follow the same list, or the whole log, and see the same of it.</summary>
/// <param name="followed">Of the list, for those who are not at the log's end, the statement has it as a condition.</param>
/// <param name="from">A position behind which the group publishes everything to it.</param>
internal sealed class FeedAudience(FeedGroup group, FollowedQuery followed, long from, FeedLog log)
{
    private static readonly List<FeedEvent> Nothing = [];

    private readonly ConcurrentDictionary<long, Lazy<Task<FeedPiece>>> readings = new();
    private volatile FeedTail tail = FeedTail.At(from);

    public FeedGroup Group => group;
    public FollowedList? List => followed.List;
    public string Identity => followed.InList.Identity;
    public FeedTail Tail => tail;

    /// <summary>Under the feed's lock.</summary>
    public HashSet<FeedSubscription> Subscribers { get; } = [];

    /// <summary>Only the feed's reader calls it.</summary>
    /// <param name="mostBytes">What its tail may hold.</param>
    public void Publish(IReadOnlyList<FeedEntry> entries, int mostBytes)
    {
        var events = For(entries, followed.Sight);
        if (events.Count == 0)
            return;
        var old = tail;
        tail = old.With(events, mostBytes);
        old.Wake();
    }

    /// <summary>What was told may hold what the log has lost since.</summary>
    public void Forget()
    {
        var old = tail;
        tail = old.Emptied();
        if (tail != old)
            old.Wake();
    }

    public void Fail(Exception failure) => tail.Fail(failure);

    /// <summary>The log behind a position, for one that the tail does not reach; those at the same place share a read.</summary>
    public Task<FeedPiece> ReadLogAsync(long position, CancellationToken token) =>
        readings
            .GetOrAdd(position, place => new Lazy<Task<FeedPiece>>(() => ReadLogAsync(place)))
            .Value.WaitAsync(token);

    private async Task<FeedPiece> ReadLogAsync(long position)
    {
        try
        {
            var batch = await log.ReadAsync(followed.InList, position);
            return new FeedPiece(For(batch.Entries, sight: null), batch.UpTo);
        }
        finally
        {
            readings.TryRemove(position, out _);
        }
    }

    /// <summary>Most entries concern few of many audiences: what does not concern this one costs no memory.</summary>
    /// <param name="sight">Null where the statement has asked for what this audience sees.</param>
    private List<FeedEvent> For(IReadOnlyList<FeedEntry> entries, FeedSight? sight)
    {
        List<FeedEvent>? events = null;
        for (var at = 0; at < entries.Count; at++)
        {
            if (entries[at].For(followed.List, sight) is { } one)
                (events ??= []).Add(one);
        }
        return events ?? Nothing;
    }
}

/// <summary>A piece of the log as an audience is told it.</summary>
internal sealed record FeedPiece(IReadOnlyList<FeedEvent> Events, long UpTo);
