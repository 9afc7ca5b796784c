using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>A change as it goes to subscribers: the complete answer, one text for all that ask alike.</summary>
/// <param name="Position">In the log.</param>
/// <param name="Answer">{"data": …} in UTF-8, on one line.</param>
internal sealed record FeedEvent(long Position, ReadOnlyMemory<byte> Answer) : StreamedEvent(Answer)
{
    public override string Cursor => LogPosition.ToCursor(Position);
}

/// <summary>A piece of the log as a query sees it.</summary>
/// <param name="UpTo">The last position that was looked at, whether or not the query wants it.</param>
internal sealed record FeedBatch(FeedEvent[] Events, long UpTo);
