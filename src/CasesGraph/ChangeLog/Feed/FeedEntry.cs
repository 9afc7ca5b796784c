using CasesGraph.ChangeLog.Following;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>An entry of the log, which is written once for each thing that it does to somebody's list.</summary>
/// <param name="Write">As whoever sees the record is told it; null where they did not ask for it.</param>
internal sealed record FeedEntry(long Position, FeedFacts Facts, Func<ListEffect?, byte[]>? Write)
{
    private readonly List<(Func<ListEffect?, byte[]> Write, ListEffect? Effect, FeedEvent Event)> written = [];

    /// <summary>As it is told to those whom the record left; null where nobody is.</summary>
    public Func<ListEffect?, byte[]>? WriteLeft { get; init; }

    /// <summary>Those that its case had before or has after.</summary>
    public IEnumerable<string> Facets =>
        CaseFacets.Parts(Facts.FacetsBefore).Union(CaseFacets.Parts(Facts.FacetsAfter), StringComparer.Ordinal);

    /// <summary>What subscribers of a list are told; null where it is nothing to them.</summary>
    /// <param name="list">Null for those who follow the whole log.</param>
    /// <param name="sight">Null for those who see whatever was read.</param>
    public FeedEvent? For(FollowedList? list, FeedSight? sight)
    {
        var sees = sight?.Sees(Facts) is not false;
        if ((sees ? Write : WriteLeft) is not { } write || (!sees && !sight!.Loses(Facts)))
            return null;
        // Whom a record left has it in no list any more.
        var effect = list?.Of(Facts.FacetsBefore, sees ? Facts.FacetsAfter : "", Facts.CaseNumber);
        if (list is not null && effect is null)
            return null;
        foreach (var (by, known, one) in written)
        {
            if (by == write && known == effect)
                return one;
        }
        var made = new FeedEvent(Position, write(effect));
        written.Add((write, effect, made));
        return made;
    }
}
