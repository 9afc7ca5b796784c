using System.Collections.Frozen;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>An operation of the API on one column.</summary>
/// <param name="Opposite">Whether it keeps what the comparison leaves out, rows without a value too.</param>
/// <param name="Holds">Whether the comparison holds for a value that is there: a text or a whole number, as it is stored.</param>
/// <param name="Extent">
/// What the comparison with a value comes to over rows that have one. A value is neutral where it leaves none of them out,
/// or finds none of them.
/// </param>
internal sealed record Operator(
    string Name,
    ComparisonOperator Comparison,
    bool Opposite,
    Func<object, object, bool> Holds,
    Func<ColumnValues, object, Extent> Extent
);

/// <summary>All operations, each with its neutral values; an operation that is not here cannot be asked for.</summary>
internal static class Operators
{
    public static IReadOnlyList<Operator> All { get; } =
    [
        .. Both("eq", "neq", ComparisonOperator.Equal, Same, Equal),
        .. Both("in", "nin", ComparisonOperator.In, Among, In),
        .. Both(
            "gt",
            "ngt",
            ComparisonOperator.Greater,
            (value, than) => Stored(value) > Stored(than),
            (of, than) => Within(of.Most > Stored(than), of.Least <= Stored(than))
        ),
        .. Both(
            "gte",
            "ngte",
            ComparisonOperator.GreaterOrEqual,
            (value, than) => Stored(value) >= Stored(than),
            (of, than) => Within(of.Most >= Stored(than), of.Least < Stored(than))
        ),
        .. Both(
            "lt",
            "nlt",
            ComparisonOperator.Less,
            (value, than) => Stored(value) < Stored(than),
            (of, than) => Within(of.Least < Stored(than), of.Most >= Stored(than))
        ),
        .. Both(
            "lte",
            "nlte",
            ComparisonOperator.LessOrEqual,
            (value, than) => Stored(value) <= Stored(than),
            (of, than) => Within(of.Least <= Stored(than), of.Most > Stored(than))
        ),
        .. Both("contains", "ncontains", ComparisonOperator.Contains, Contains, Part),
        .. Both("startsWith", "nstartsWith", ComparisonOperator.StartsWith, StartsWith, Start),
        .. Both("endsWith", "nendsWith", ComparisonOperator.EndsWith, EndsWith, End),
        new("ieq", ComparisonOperator.EqualIgnoringCase, Opposite: false, Folded(Same), Equal),
        new("icontains", ComparisonOperator.ContainsIgnoringCase, Opposite: false, Folded(Contains), Part),
        new("istartsWith", ComparisonOperator.StartsWithIgnoringCase, Opposite: false, Folded(StartsWith), Start),
        new("iendsWith", ComparisonOperator.EndsWithIgnoringCase, Opposite: false, Folded(EndsWith), End),
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

    /// <summary>Whether a comparison holds for a value that is there.</summary>
    public static bool Holds(ComparisonOperator comparison, object value, object with) =>
        ByComparison[comparison].Holds(value, with);

    private static Operator[] Both(
        string name,
        string opposite,
        ComparisonOperator comparison,
        Func<object, object, bool> holds,
        Func<ColumnValues, object, Extent> extent
    ) =>
        [
            new(name, comparison, Opposite: false, holds, extent),
            new(opposite, comparison, Opposite: true, holds, extent),
        ];

    private static bool Same(object value, object with) => StoredValue.Of(value).Equals(StoredValue.Of(with));

    private static bool Among(object value, object list) => ((IEnumerable<object>)list).Any(item => Same(value, item));

    private static bool Contains(object text, object part) =>
        ((string)text).Contains((string)part, StringComparison.Ordinal);

    private static bool StartsWith(object text, object part) =>
        ((string)text).StartsWith((string)part, StringComparison.Ordinal);

    private static bool EndsWith(object text, object part) =>
        ((string)text).EndsWith((string)part, StringComparison.Ordinal);

    /// <summary>What it is compared with is folded already.</summary>
    private static Func<object, object, bool> Folded(Func<object, object, bool> holds) =>
        (text, with) => holds(CaseFolding.Fold((string)text), with);

    private static Extent Equal(ColumnValues of, object value) => new(of.Holds(value), of.HoldsOthers([value]));

    private static Extent In(ColumnValues of, object list)
    {
        var items = ((IEnumerable<object>)list).ToList();
        return new Extent(items.Exists(of.Holds), of.HoldsOthers(items));
    }

    private static Extent Part(ColumnValues of, object part) => new(of.HoldsPart((string)part), (string)part is not "");

    private static Extent Start(ColumnValues of, object part) =>
        new(of.HoldsStart((string)part), (string)part is not "");

    private static Extent End(ColumnValues of, object part) => new(of.HoldsEnd((string)part), (string)part is not "");

    private static Extent Within(bool canHold, bool canFail) => new(canHold, canFail);

    private static long Stored(object value) => (long)StoredValue.Of(value);
}
