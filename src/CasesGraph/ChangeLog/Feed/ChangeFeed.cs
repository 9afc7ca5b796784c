using System.Diagnostics.Metrics;
using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Serving;
using Microsoft.Extensions.Logging;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// Who follows the log. A subscription is a place in the log, never a queue: nothing can be lost between the log and a
/// subscriber, and what a slow one has not fetched waits where it is kept anyway.
/// </summary>
internal sealed class ChangeFeed : IAsyncDisposable
{
    /// <summary>How soon a commit of another process is noticed; this process's own commits ring at once.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly Lock door = new();
    private readonly Dictionary<string, FeedGroup> groups = new(StringComparer.Ordinal);
    private readonly Meter meter = new("CasesGraph.Feed");
    private readonly CancellationTokenSource stop = new();
    private readonly WriteGate gate;
    private readonly CasesDatabase database;
    private readonly IDisposable? others;
    private readonly FeedLog log;
    private readonly FeedReader reader;
    private readonly ITimer poll;
    private readonly Task reading;

    public ChangeFeed(
        CasesDatabase database,
        WriteGate gate,
        TimeProvider clock,
        BackgroundLoops loops,
        ILogger<ChangeFeed> logger
    )
    {
        (this.gate, this.database) = (gate, database);
        log = new FeedLog(database, clock);
        reader = new FeedReader(database, Groups, GiveUp, logger);
        poll = clock.CreateTimer(_ => reader.Ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        gate.Committed += OnCommitted;
        others = database.WatchOthers(reader.Ring);
        meter.CreateObservableGauge("casesgraph.feed.subscribers", () => Subscribers, "{subscriber}");
        meter.CreateObservableGauge("casesgraph.feed.groups", () => Readings, "{group}");
        meter.CreateObservableGauge("casesgraph.feed.lag", () => Lag, "{change}");
        reading = loops.Keep("change feed", reader.RunAsync, stop.Token);
    }

    public int Subscribers
    {
        get
        {
            lock (door)
                return groups.Values.Sum(group => group.Subscribers);
        }
    }

    /// <summary>How many groups of equal subscribers the log is read for.</summary>
    public int Readings => Groups().Count;

    /// <summary>How many changes the slowest subscriber is behind, about.</summary>
    private long Lag
    {
        get
        {
            lock (door)
                return groups.Values.SelectMany(group => group.All).Select(one => one.Lag).DefaultIfEmpty().Max()
                    / database.PositionStep;
        }
    }

    /// <summary>Everything behind the cursor, or from the start that is asked for, and then what comes.</summary>
    public async Task<FeedSubscription> SubscribeAsync(
        FollowedQuery query,
        long? after,
        FeedStart from,
        CancellationToken token
    )
    {
        var ends = await log.EndsAsync(token);
        // A cursor of another log would silently skip this one's changes until it is as long.
        if (after > ends.Next)
            throw new RequestErrorException(
                GraphErrorCode.InvalidCursor,
                "Last-Event-ID lies behind the end of this log."
            );
        return Join(query, after ?? (from is FeedStart.Beginning ? 0 : ends.Settled), ends.Settled);
    }

    public async ValueTask DisposeAsync()
    {
        gate.Committed -= OnCommitted;
        others?.Dispose();
        await poll.DisposeAsync();
        meter.Dispose();
        log.Dispose();
        await stop.CancelAsync();
        await reading;
        stop.Dispose();
    }

    private FeedSubscription Join(FollowedQuery followed, long start, long last)
    {
        lock (door)
        {
            if (groups.Count == 0)
                poll.Change(Poll, Poll);
            if (!groups.TryGetValue(followed.Query.Identity, out var group))
                groups.Add(followed.Query.Identity, group = new FeedGroup(followed.Query, last));
            var identity = followed.InList.Identity;
            var audience = group.Audience(identity, from => new FeedAudience(group, followed, from, log));
            var subscription = new FeedSubscription(audience, start, Leave);
            audience.Subscribers.Add(subscription);
            return subscription;
        }
    }

    private void Leave(FeedSubscription subscription)
    {
        lock (door)
        {
            var group = subscription.Audience.Group;
            group.Leave(subscription);
            if (group.IsEmpty)
                Remove(group);
        }
    }

    private void GiveUp(FeedGroup group, Exception failure)
    {
        lock (door)
            Remove(group);
        group.Fail(failure);
    }

    private void Remove(FeedGroup group)
    {
        if (groups.TryGetValue(group.Query.Identity, out var known) && known == group)
            groups.Remove(group.Query.Identity);
        if (groups.Count == 0)
            poll.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private List<FeedGroup> Groups()
    {
        lock (door)
            return [.. groups.Values];
    }

    private void OnCommitted(object? sender, EventArgs commit) => reader.Ring();
}
