using System.Collections.Frozen;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>An operation of the API on one column.</summary>
/// <param name="Name">What filters call it.</param>
/// <param name="Opposite">Whether it keeps what the comparison leaves out, rows without a value too.</param>
/// <param name="Extent">
/// What the comparison with a value comes to over rows that have one. A value is neutral where it leaves none of them out,
/// or finds none of them.
/// </param>
internal sealed record Operator(
    string Name,
    ComparisonOperator Comparison,
    bool Opposite,
    Func<ColumnValues, object, Extent> Extent
);

/// <summary>All operations, each with its neutral values; an operation that is not here cannot be asked for.</summary>
internal static class Operators
{
    public static IReadOnlyList<Operator> All { get; } =
    [
        .. Both("eq", "neq", ComparisonOperator.Equal, Equal),
        .. Both("in", "nin", ComparisonOperator.In, In),
        .. Both(
            "gt",
            "ngt",
            ComparisonOperator.Greater,
            (of, than) => Within(of.Most > Stored(than), of.Least <= Stored(than))
        ),
        .. Both(
            "gte",
            "ngte",
            ComparisonOperator.GreaterOrEqual,
            (of, than) => Within(of.Most >= Stored(than), of.Least < Stored(than))
        ),
        .. Both(
            "lt",
            "nlt",
            ComparisonOperator.Less,
            (of, than) => Within(of.Least < Stored(than), of.Most >= Stored(than))
        ),
        .. Both(
            "lte",
            "nlte",
            ComparisonOperator.LessOrEqual,
            (of, than) => Within(of.Least <= Stored(than), of.Most > Stored(than))
        ),
        .. Both("contains", "ncontains", ComparisonOperator.Contains, Part),
        .. Both("startsWith", "nstartsWith", ComparisonOperator.StartsWith, Part),
        .. Both("endsWith", "nendsWith", ComparisonOperator.EndsWith, Part),
        new("ieq", ComparisonOperator.EqualIgnoringCase, Opposite: false, Equal),
        new("icontains", ComparisonOperator.ContainsIgnoringCase, Opposite: false, Part),
        new("istartsWith", ComparisonOperator.StartsWithIgnoringCase, Opposite: false, Part),
        new("iendsWith", ComparisonOperator.EndsWithIgnoringCase, Opposite: false, Part),
    ];

    private static readonly FrozenDictionary<string, Operator> ByName = All.ToFrozenDictionary(
        one => one.Name,
        StringComparer.Ordinal
    );

    private static readonly FrozenDictionary<ComparisonOperator, Operator> ByComparison = All.Where(one =>
            !one.Opposite
        )
        .ToFrozenDictionary(one => one.Comparison);

    public static Operator Of(string name) => ByName[name];

    /// <summary>What a comparison with a value, or a list of them, comes to over rows that have a value.</summary>
    public static Extent Extent(ComparisonOperator comparison, ColumnValues of, object value) =>
        ByComparison[comparison].Extent(of, value);

    private static Operator[] Both(
        string name,
        string opposite,
        ComparisonOperator comparison,
        Func<ColumnValues, object, Extent> extent
    ) => [new(name, comparison, Opposite: false, extent), new(opposite, comparison, Opposite: true, extent)];

    private static Extent Equal(ColumnValues of, object value) => new(of.Holds(value), of.HoldsOthers([value]));

    private static Extent In(ColumnValues of, object list)
    {
        var items = ((IEnumerable<object>)list).ToList();
        return new Extent(items.Exists(of.Holds), of.HoldsOthers(items));
    }

    private static Extent Part(ColumnValues of, object part) => new(of.HoldsPart((string)part), (string)part is not "");

    private static Extent Within(bool canHold, bool canFail) => new(canHold, canFail);

    private static long Stored(object value) => (long)StoredValue.Of(value);
}
