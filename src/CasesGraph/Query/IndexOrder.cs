using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>Whether indexes have the rows of a list in its order.</summary>
/// <param name="nulls">Columns that are null in all rows of the list.</param>
internal sealed class IndexOrder(
    IEnumerable<MappedIndex> indexes,
    IReadOnlyList<OrderKey> order,
    FixedColumns columns,
    IReadOnlyList<string> nulls
)
{
    /// <summary>What one value fixes orders nothing.</summary>
    private readonly List<OrderKey> keys =
    [
        .. order.Where(key => key.Path.Count != 1 || !columns.Equal.Contains(key.Path[0].Name)),
    ];

    /// <summary>Whether an index has the rows that have one value in a column in order.</summary>
    /// <param name="alsoNull">Columns that are null in these rows.</param>
    public bool Has(string column, IReadOnlyList<string> alsoNull) =>
        keys.TrueForAll(IsIndexed)
        && indexes.Any(index =>
            string.Equals(index.Columns[0].Name, column, StringComparison.Ordinal)
            && !index.Nulls.Except(nulls.Concat(alsoNull), StringComparer.Ordinal).Any()
            && index.Values.All(columns.WithValue.Contains)
            && Follows(index.Columns.Skip(1))
        );

    /// <summary>Indexes have nulls at the smaller end.</summary>
    private static bool IsIndexed(OrderKey key) =>
        key.Path.Count == 1 && !(key.Nullable && key.NullsFirst == key.Descending);

    private bool Follows(IEnumerable<(string Name, bool Descends)> indexed)
    {
        var next = 0;
        bool? isBackward = null;
        foreach (var (name, descends) in indexed)
        {
            if (next == keys.Count)
                break;
            if (columns.Equal.Contains(name))
                continue;
            var key = keys[next++];
            if (!string.Equals(key.Path[0].Name, name, StringComparison.Ordinal))
                return false;
            if ((isBackward ??= key.Descending != descends) != (key.Descending != descends))
                return false;
        }
        return next == keys.Count;
    }
}
