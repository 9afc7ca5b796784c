namespace CasesGraph.Query;

/// <summary>
/// Reads what stands in any order by its names, so that what comes of it is the same however a document orders it.
/// </summary>
internal static class CanonicalOrder
{
    /// <summary>Each result in its item's place; the function is called in the order of the names.</summary>
    public static TResult[] Map<TItem, TResult>(
        IReadOnlyList<TItem> items,
        Func<TItem, string> name,
        Func<TItem, TResult> map
    )
    {
        var results = new TResult[items.Count];
        foreach (var (place, item) in items.Index().OrderBy(of => name(of.Item), StringComparer.Ordinal))
            results[place] = map(item);
        return results;
    }
}
