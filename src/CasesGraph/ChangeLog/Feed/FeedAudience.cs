using System.Collections.Concurrent;
using CasesGraph.ChangeLog.Following;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>Those of a group who follow the same list, or all who follow the whole log.</summary>
/// <param name="list">Null for the whole log.</param>
/// <param name="query">The group's with the list as a condition, for those who are not at the log's end.</param>
/// <param name="from">A position behind which the group publishes everything to it.</param>
internal sealed class FeedAudience(FeedGroup group, FollowedList? list, FeedQuery query, long from, FeedLog log)
{
    private static readonly List<FeedEvent> Nothing = [];

    private readonly ConcurrentDictionary<long, Lazy<Task<FeedPiece>>> readings = new();
    private volatile FeedTail tail = FeedTail.At(from);

    public FeedGroup Group => group;
    public FollowedList? List => list;
    public string Identity => query.Identity;
    public FeedTail Tail => tail;

    /// <summary>Under the feed's lock.</summary>
    public HashSet<FeedSubscription> Subscribers { get; } = [];

    /// <summary>Only the feed's reader calls it.</summary>
    /// <param name="mostBytes">What its tail may hold.</param>
    public void Publish(IReadOnlyList<FeedEntry> entries, int mostBytes)
    {
        var events = For(entries);
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
            var batch = await log.ReadAsync(query, position);
            return new FeedPiece(For(batch.Entries), batch.UpTo);
        }
        finally
        {
            readings.TryRemove(position, out _);
        }
    }

    /// <summary>Most entries concern few of many audiences: what does not concern this one costs no memory.</summary>
    private List<FeedEvent> For(IReadOnlyList<FeedEntry> entries)
    {
        List<FeedEvent>? events = null;
        for (var at = 0; at < entries.Count; at++)
        {
            if (entries[at].For(list) is { } one)
                (events ??= []).Add(one);
        }
        return events ?? Nothing;
    }
}

/// <summary>A piece of the log as an audience is told it.</summary>
internal sealed record FeedPiece(IReadOnlyList<FeedEvent> Events, long UpTo);
