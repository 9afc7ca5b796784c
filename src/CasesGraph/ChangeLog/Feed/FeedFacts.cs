using System.Globalization;
using System.Reflection;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>What is known of an entry, whoever is told it: by it is decided who is, and as what.</summary>
/// <param name="columns">
/// <see cref="CaseChangeFilter.ArgumentColumns"/>; behind them, where it was read for many, what says who sees the case
/// (<see cref="FeedSight.Reach"/>).
/// </param>
internal sealed class FeedFacts(object?[] columns)
{
    private static readonly IReadOnlyList<PropertyInfo> OfCase = FeedSight.Reach.Properties;

    public string? FacetsBefore => (string?)columns[0];
    public string? FacetsAfter => (string?)columns[1];
    public long? CaseNumber => (long?)columns[2];

    /// <summary>What says who sees the case, by the names of properties, as it is now; nulls where it is purged.</summary>
    public Func<string, long?> Now =>
        field ??= Values((_, place) => Number(columns[columns.Length - OfCase.Count + place]));

    /// <summary>As it was before the entry; null where no list had the case.</summary>
    public Func<string, long?>? Before => field ??= Then(FacetsBefore);

    public Func<string, long?>? After => field ??= Then(FacetsAfter);

    /// <summary>By the facets; what has none never changes.</summary>
    private Func<string, long?>? Then(string? facets) =>
        string.IsNullOrEmpty(facets)
            ? null
            : Values(
                (property, _) =>
                    CaseFacets.Find(property.Name) is { } facet ? CaseFacets.ValueIn(facets, facet) : Now(property.Name)
            );

    /// <summary>Found out once, however many ask for them.</summary>
    private static Func<string, long?> Values(Func<PropertyInfo, int, long?> valueOf)
    {
        var values = OfCase
            .Select((property, place) => KeyValuePair.Create(property.Name, valueOf(property, place)))
            .ToDictionary(StringComparer.Ordinal);
        return name => values[name];
    }

    private static long? Number(object? value) =>
        value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
