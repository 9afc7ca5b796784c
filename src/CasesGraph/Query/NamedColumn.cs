using System.Collections;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>A value, and what it is in each comparison that rows have to meet.</summary>
internal sealed record NamedValues(object Value, IReadOnlyList<(Comparison Comparison, object Value)> Compared)
{
    public bool AreSought(IParameterValues values) => Compared.All(one => Holds(one.Comparison, one.Value, values));

    private static bool Holds(Comparison comparison, object value, IParameterValues values)
    {
        var holds =
            comparison.Value is { } slot
            && (slot.IsList ? ((IEnumerable)values[slot]).Cast<object>().Contains(value) : values[slot].Equals(value));
        return holds != comparison.Negated;
    }
}

/// <summary>A column of names, and which of them a filter lets pass.</summary>
internal sealed class NamedColumn(string name, Type type, IReadOnlyList<NamedValues> values)
{
    public string Name => name;
    public Type Type => type;

    /// <summary>In no row.</summary>
    public object None { get; } = Enum.ToObject(type, -1);

    /// <summary>How many values it can have in the rows that the filter finds, whatever the request asks for.</summary>
    public int Most { get; } = MostOf(values);

    /// <summary>Those that the filter finds.</summary>
    public IEnumerable<object> Sought(IParameterValues given) =>
        values.Where(one => one.AreSought(given)).Select(one => one.Value).Distinct();

    private static int MostOf(IReadOnlyList<NamedValues> values)
    {
        var most = values.Select(one => one.Value).Distinct().Count();
        for (var at = 0; at < (values.Count == 0 ? 0 : values[0].Compared.Count); at++)
        {
            if (values[0].Compared[at].Comparison is { Operator: ComparisonOperator.Equal, Negated: false })
            {
                var groups = values.GroupBy(one => one.Compared[at].Value, one => one.Value);
                most = Math.Min(most, groups.Max(group => group.Distinct().Count()));
            }
        }
        return most;
    }
}

/// <summary>One of the values of a column that a request asks for.</summary>
/// <param name="Place">Among them; where there are fewer, it is a value of no row.</param>
/// <param name="Behind">Only of those behind a cursor's value; null for all.</param>
internal sealed record NameAtPlace(NamedColumn Column, int Place, PlaceOfKey? Behind) : IFollowingValue
{
    public object Of(IParameterValues values)
    {
        var sought = Column.Sought(values);
        if (Behind is { } behind)
            sought = sought.Where(value => behind.IsPassedBy(value, values));
        return sought.ElementAtOrDefault(Place) ?? Column.None;
    }
}

/// <summary>Where a cursor stands in one key of an order.</summary>
internal sealed record PlaceOfKey(Slot Value, bool Descending)
{
    public bool IsPassedBy(object value, IParameterValues values)
    {
        var compared = Comparer.Default.Compare(value, values[Value]);
        return Descending ? compared < 0 : compared > 0;
    }
}
