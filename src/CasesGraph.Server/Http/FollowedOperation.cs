using CasesGraph.Graph;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>
/// An operation on a connection that stays open. Where it is a subscription and its caller may do something else, it
/// goes on from its place as one that is begun anew, and says so: nothing is lost, and nothing comes twice.
/// </summary>
internal sealed class FollowedOperation(GraphService graph, Presence presence, GraphRequest asked, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    private GraphRequest request = asked;
    private Standing standing;
    private Subscription? events;
    private IReadOnlyList<StreamedEvent> read = [];
    private int taken;

    /// <summary>Whether the next event has been read already.</summary>
    public bool HasMore => taken < read.Count;

    /// <summary>Why the events have ended; null where none comes any more, or they go on.</summary>
    public GraphAnswer? Refusal { get; private set; }

    /// <summary>Runs what is no subscription, with its answer; null where events are to come.</summary>
    /// <exception cref="RefusedException">The caller is let in no more.</exception>
    public async Task<GraphAnswer?> BeginAsync(CancellationToken token)
    {
        var now = await presence.NowAsync(token);
        var reply = await graph.SubscribeAsync(request, now.Caller, token);
        if (reply.Events is null)
            return reply.Answer;
        (events, standing) = (reply.Events, now);
        request = graph.Whole(request, now.Caller);
        return null;
    }

    /// <summary>The next event; null when no more will come.</summary>
    public async Task<StreamedEvent?> NextAsync(CancellationToken token)
    {
        while (true)
        {
            token.ThrowIfCancellationRequested();
            // What was read for the rights before is not told to whoever has them no more.
            if (standing.Changed.IsCancellationRequested)
                return await GoOnAsync(token);
            if (HasMore)
                return read[taken++];
            (read, taken) = ([], 0);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, standing.Changed);
            try
            {
                read = await events!.ReadAsync(either.Token);
                if (read.Count == 0)
                    return null;
            }
            catch (OperationCanceledException) when (standing.Changed.IsCancellationRequested) { }
        }
    }

    public void Dispose() => events?.Dispose();

    private async Task<StreamedEvent?> GoOnAsync(CancellationToken token)
    {
        var place = taken > 0 ? read[taken - 1].Cursor : events!.Cursor;
        var again = request with { LastEventId = place ?? request.LastEventId };
        while (true)
        {
            if (await TryAsync(again, token) is { } reply)
            {
                (read, taken, Refusal) = ([], 0, reply.Answer);
                if (reply.Events is null)
                    return null;
                events!.Dispose();
                events = reply.Events;
                return new RightsChanged(place);
            }
            await Task.Delay(Retry, clock, token);
        }
    }

    /// <summary>Null where the database is away for a moment, or the caller is let in no more, of which the connection hears.</summary>
    private async Task<GraphReply?> TryAsync(GraphRequest again, CancellationToken token)
    {
        try
        {
            var now = await presence.NowAsync(token);
            // It was paid for when it began.
            var reply = await graph.SubscribeAsync(again, now.Caller with { IsUncounted = true }, token);
            standing = now;
            return
                reply.Answer is { Errors: { Count: > 0 } errors }
                && errors.Any(error => error.Code is GraphErrorCode.Unavailable)
                ? null
                : reply;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>Tells a client that what it has read before is of other rights than what comes now.</summary>
    private sealed record RightsChanged(string? Place)
        : StreamedEvent("""{"data":null,"extensions":{"access":{"changed":true}}}"""u8.ToArray())
    {
        public override string? Cursor => Place;
    }
}
