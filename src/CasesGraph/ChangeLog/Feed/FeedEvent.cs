using CasesGraph.ChangeLog.Following;
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
internal sealed record FeedBatch(IReadOnlyList<FeedEntry> Entries, long UpTo)
{
    /// <summary>Both as far as both go; entries that are in both are told as either.</summary>
    /// <param name="left">What those are told whom the records left.</param>
    public FeedBatch With(FeedBatch left)
    {
        var upTo = Math.Min(UpTo, left.UpTo);
        var byPosition = Entries.ToDictionary(entry => entry.Position);
        foreach (var entry in left.Entries)
        {
            byPosition[entry.Position] = byPosition.TryGetValue(entry.Position, out var seen)
                ? seen with
                {
                    WriteLeft = entry.Write,
                }
                : entry with
                {
                    Write = null,
                    WriteLeft = entry.Write,
                };
        }
        return new([.. byPosition.Values.Where(one => one.Position <= upTo).OrderBy(one => one.Position)], upTo);
    }
}
