namespace CasesGraph.ChangeLog.Feed;

/// <summary>
/// A group's audiences, found by what an entry of the log keeps: most lists want one value of some field, and an entry
/// is not to be held against all of them.
/// </summary>
internal sealed class FeedAudiences
{
    private readonly Dictionary<string, FeedAudience> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<FeedAudience>> byFacet = new(StringComparer.Ordinal);
    private readonly HashSet<FeedAudience> others = [];

    public IReadOnlyCollection<FeedAudience> All => all.Values;

    public FeedAudience? Find(string identity) => all.GetValueOrDefault(identity);

    public void Add(FeedAudience audience)
    {
        all.Add(audience.Identity, audience);
        if (audience.List?.Facets is not { } facets)
        {
            others.Add(audience);
            return;
        }
        foreach (var facet in facets)
        {
            if (!byFacet.TryGetValue(facet, out var those))
                byFacet.Add(facet, those = []);
            those.Add(audience);
        }
    }

    public void Remove(FeedAudience audience)
    {
        all.Remove(audience.Identity);
        others.Remove(audience);
        foreach (var facet in audience.List?.Facets ?? [])
        {
            if (byFacet.TryGetValue(facet, out var those) && those.Remove(audience) && those.Count == 0)
                byFacet.Remove(facet);
        }
    }

    /// <summary>Those whom some of the entries may concern, with those entries.</summary>
    public IEnumerable<(FeedAudience Audience, IReadOnlyList<FeedEntry> Entries)> Of(IReadOnlyList<FeedEntry> entries)
    {
        var found = new Dictionary<FeedAudience, List<FeedEntry>>();
        foreach (var entry in byFacet.Count == 0 ? [] : entries)
        {
            foreach (var audience in entry.Facets.SelectMany(facet => byFacet.GetValueOrDefault(facet, [])).Distinct())
            {
                if (!found.TryGetValue(audience, out var those))
                    found.Add(audience, those = []);
                those.Add(entry);
            }
        }
        return found
            .Select(one => (one.Key, (IReadOnlyList<FeedEntry>)one.Value))
            .Concat(others.Select(other => (other, entries)));
    }
}
