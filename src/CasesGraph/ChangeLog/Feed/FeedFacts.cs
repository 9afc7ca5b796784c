using System.Globalization;
using CasesGraph.Cases;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>What is known of an entry, whoever is told it: by it is decided who is, and as what.</summary>
/// <param name="columns">
/// <see cref="CaseChangeFilter.ArgumentColumns"/>; behind them, where it was read for many, what says who sees the case
/// (<see cref="FeedSight.Reach"/>).
/// </param>
internal sealed class FeedFacts(object?[] columns)
{
    private const int FirstOfCase = 3;

    public string? FacetsBefore => (string?)columns[0];
    public string? FacetsAfter => (string?)columns[1];
    public long? CaseNumber => (long?)columns[2];

    /// <summary>A property of the case as it is now; null where it is purged.</summary>
    public long? Now(string property)
    {
        for (var place = 0; place < FeedSight.Reach.Properties.Count; place++)
        {
            if (string.Equals(FeedSight.Reach.Properties[place].Name, property, StringComparison.Ordinal))
                return columns[FirstOfCase + place] is { } value
                    ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
                    : null;
        }
        throw new ArgumentException($"{property} says of no case who sees it.", nameof(property));
    }

    /// <summary>As it was by the facets; what has none never changes.</summary>
    public long? Then(string facets, string property) =>
        CaseFacets.Find(property) is { } field ? CaseFacets.ValueIn(facets, field) : Now(property);
}
