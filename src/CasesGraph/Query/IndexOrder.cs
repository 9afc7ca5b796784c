using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>By which index the rows of a list are read in its order.</summary>
/// <param name="columns">What the filter fixes, as far as the index is to use it.</param>
/// <param name="nulls">Columns that are null in all rows of the list.</param>
internal sealed class IndexOrder(
    IEnumerable<MappedIndex> indexes,
    IReadOnlyList<OrderKey> order,
    FixedColumns columns,
    NamedColumns names,
    IReadOnlyList<string> nulls
)
{
    /// <summary>The dearest list has so many parts, which takes a few milliseconds.</summary>
    public const int MostParts = 64;

    /// <summary>What one value fixes orders nothing.</summary>
    private readonly List<OrderKey> keys =
    [
        .. order.Where(key => key.Path.Count != 1 || !columns.Equal.Contains(key.Path[0].Name)),
    ];

    /// <summary>Whether a page begins at a cursor.</summary>
    public bool IsBegun { get; init; }

    private bool IsIndexed =>
        keys.Count > 0
        && keys.TrueForAll(key => key.Path.Count == 1)
        && keys.Skip(1).All(key => !HasNullsAtTheFarEnd(key));

    /// <summary>The index that takes the fewest reads; null where none has the order.</summary>
    /// <param name="first">The column that leads it, and has one value in each part; null for any.</param>
    /// <param name="alsoNull">Columns that are null in these rows.</param>
    /// <param name="isLed">Whether it has to be led by what one value fixes.</param>
    /// <param name="sought">Columns that it had better have, for rows are sought by them.</param>
    public IndexReads? Find(
        string? first,
        IReadOnlyList<string> alsoNull,
        bool isLed = false,
        IReadOnlyList<string>? sought = null
    ) =>
        !IsIndexed
            ? null
            : indexes
                .Where(index => first is null || Same(index.Columns[0].Name, first))
                .Where(index => !isLed || IsFixed(index.Columns[0].Name))
                .Where(index =>
                    !index
                        .Nulls.Except(nulls.Concat(alsoNull).Concat(columns.WithoutValue), StringComparer.Ordinal)
                        .Any()
                )
                .Where(index => index.Values.All(columns.WithValue.Contains))
                .Select(index =>
                    Read([.. index.Columns.Skip(first is null ? 0 : 1)], 0, 0, isBackward: null) is { } reads
                        ? reads with
                        {
                            Index = index,
                        }
                        : null
                )
                .Where(reads => reads is { Places: <= MostParts })
                .MinBy(reads =>
                    ((sought ?? []).Sum(column => names.Waste(reads!.Index, column)), reads!.Places, reads.Split.Count)
                );

    /// <summary>Nulls are at the smaller end of indexes.</summary>
    public static bool HasNullsAtTheFarEnd(OrderKey key) => key.Nullable && key.NullsFirst == key.Descending;

    /// <summary>How the columns from one on have the keys from one on; null where they have not.</summary>
    private IndexReads? Read(
        IReadOnlyList<(string Name, bool Descends)> indexed,
        int at,
        int next,
        bool? isBackward,
        params IReadOnlyList<NamedColumn> split
    )
    {
        while (next < keys.Count && split.Any(column => Same(column.Name, keys[next].Path[0].Name)))
            next++;
        if (next == keys.Count)
            return new IndexReads(split, keys, keys[0].Nullable && (IsBegun || HasNullsAtTheFarEnd(keys[0])));
        if (at == indexed.Count)
            return null;
        var (name, descends) = indexed[at];
        if (IsFixed(name))
            return Read(indexed, at + 1, next, isBackward, split);
        var key = keys[next];
        var inOrder =
            Same(key.Path[0].Name, name) && (isBackward ?? key.Descending != descends) == (key.Descending != descends)
                ? Read(indexed, at + 1, next + 1, key.Descending != descends, split)
                : null;
        // Behind a column that is read in order, names are in no order of their own.
        var byName =
            isBackward is null && names.Find(name) is { } named
                ? Read(indexed, at + 1, next, isBackward, [.. split, named])
                : null;
        // A cursor finds its place behind a name only where the name is read by itself.
        return inOrder is null || (IsBegun && byName is not null) ? byName : inOrder;
    }

    private bool IsFixed(string column) => columns.Equal.Contains(column) || columns.WithoutValue.Contains(column);

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.Ordinal);
}

/// <summary>How an index is read: once, or once for each name of some columns that it begins with.</summary>
/// <param name="Split">These columns.</param>
/// <param name="Keys">Of the order, those that the filter does not fix.</param>
/// <param name="IsCut">
/// Whether rows without a value in the first key are read apart: they come where the index does not have them, or a cursor
/// finds its place only among the others.
/// </param>
internal sealed record IndexReads(IReadOnlyList<NamedColumn> Split, IReadOnlyList<OrderKey> Keys, bool IsCut)
{
    public MappedIndex Index { get; init; } = null!;

    /// <summary>Whether it is read once, as any planner sees by itself.</summary>
    public bool IsWhole => Split.Count == 0 && !IsCut;

    /// <summary>Whether what is cut is put together the other way round.</summary>
    public bool IsTurned => IsCut && IndexOrder.HasNullsAtTheFarEnd(Keys[0]);

    public int Places => Split.Aggregate(1, (places, column) => places * column.Most) * (IsCut ? 2 : 1);
}
