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
internal sealed record FeedBatch(IReadOnlyList<FeedEntry> Entries, long UpTo);

/// <summary>An entry of the log, which is written once for each thing that it does to somebody's list.</summary>
internal sealed class FeedEntry(long position, object?[] facts, Func<ListEffect?, byte[]> write)
{
    private readonly List<(ListEffect? Effect, FeedEvent Event)> written = [];

    public long Position => position;

    /// <summary>Those that its case had before or has after.</summary>
    public IEnumerable<string> Facets =>
        CaseFacets.Parts((string?)facts[0]).Union(CaseFacets.Parts((string?)facts[1]), StringComparer.Ordinal);

    /// <summary>What subscribers of a list are told; null where it is nothing to them.</summary>
    /// <param name="list">Null for those who follow the whole log.</param>
    public FeedEvent? For(FollowedList? list)
    {
        var effect = list?.Of((string?)facts[0], (string?)facts[1], (long?)facts[2]);
        if (list is not null && effect is null)
            return null;
        foreach (var (known, one) in written)
        {
            if (known == effect)
                return one;
        }
        var made = new FeedEvent(position, write(effect));
        written.Add((effect, made));
        return made;
    }
}
