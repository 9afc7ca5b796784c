using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// A condition on a row, in negation normal form: "not" is resolved while reading, so that each comparison can say by
/// itself what it makes of null (docs/api.md#filters).
/// </summary>
public abstract record Filter
{
    public static Filter All { get; } = new AllOf([]);
    public static Filter None { get; } = new AnyOf([]);

    /// <summary>Whether it holds of a row that is not there, such as that of a reference that is null.</summary>
    internal bool HoldsOfNull =>
        this switch
        {
            AllOf { Filters: var parts } => parts.All(part => part.HoldsOfNull),
            AnyOf { Filters: var parts } => parts.Any(part => part.HoldsOfNull),
            Comparison comparison => comparison.FindsNull != comparison.Negated,
            BooleanComparison comparison => comparison.Value is null != comparison.Negated,
            Related related => related.Filter.HoldsOfNull,
            SomeOf some => some.Negated,
            SaidTwice { Exact: var exact } => exact.HoldsOfNull,
            _ => false,
        };
}

/// <summary>True when empty.</summary>
public sealed record AllOf(IReadOnlyList<Filter> Filters) : Filter;

/// <summary>False when empty.</summary>
public sealed record AnyOf(IReadOnlyList<Filter> Filters) : Filter;

/// <summary>Compares one column. Negated keeps rows whose value is null, plain leaves them out (but eq: null).</summary>
/// <param name="Value">Null to compare with null (eq), or where only null is in the list (in).</param>
/// <param name="OrNull">For in: whether null is one of the items.</param>
public sealed record Comparison(
    Column Path,
    ComparisonOperator Operator,
    bool Negated,
    Slot? Value,
    bool OrNull = false
) : Filter
{
    /// <summary>Whether the plain comparison, not its opposite, finds rows without a value.</summary>
    public bool FindsNull => Operator is ComparisonOperator.Equal ? Value is null : OrNull;
}

public enum ComparisonOperator
{
    Equal,
    In,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    StartsWith,
    EndsWith,
    EqualIgnoringCase,
    ContainsIgnoringCase,
    StartsWithIgnoringCase,
    EndsWithIgnoringCase,
}

/// <summary>A boolean column, or its opposite: both values are part of the shape, not slots.</summary>
public sealed record BooleanComparison(Column Path, bool? Value, bool Negated) : Filter;

public sealed record Related(System.Reflection.PropertyInfo Navigation, Filter Filter) : Filter;

/// <summary>
/// A condition on what a reference leads to, and the same on a column of the row itself. The second reads no other row, but
/// tells of those that are hidden too.
/// </summary>
/// <param name="Hideable">What the reference leads to.</param>
public sealed record SaidTwice(Filter Exact, Comparison Column, IReadOnlyList<Type> Hideable) : Filter;

/// <summary>Some (or, negated, no) row of a list meets the condition.</summary>
/// <param name="Foreign">The child's property that holds the owner's key.</param>
/// <param name="NeverEmpty">Whether every owner has some row.</param>
public sealed record SomeOf(
    EntityModel Child,
    System.Reflection.PropertyInfo Foreign,
    System.Reflection.PropertyInfo? Node,
    Filter Filter,
    bool Negated,
    bool NeverEmpty = false
) : Filter;

/// <summary>A property of the row at hand by which rows are filtered or ordered.</summary>
public sealed record Column(System.Reflection.PropertyInfo Property, Scalar Scalar);

/// <summary>One key of an order; the last one of a list is always the row's own key.</summary>
/// <param name="Path">From the row to the value; empty for the rank of a search.</param>
public sealed record OrderKey(
    IReadOnlyList<System.Reflection.PropertyInfo> Path,
    Scalar Scalar,
    bool Nullable,
    bool Descending,
    bool NullsFirst
)
{
    public bool IsRank => Path.Count == 0;

    /// <summary>The same key read from the other end.</summary>
    public OrderKey Reversed => this with { Descending = !Descending, NullsFirst = !NullsFirst };
}
