namespace CasesGraph.Query;

/// <summary>What a filter says of columns in all rows that it finds, as far as indexes can use it.</summary>
internal sealed class FixedColumns
{
    private readonly HashSet<string> equal = new(StringComparer.Ordinal);
    private readonly HashSet<string> sought = new(StringComparer.Ordinal);
    private readonly HashSet<string> withValue = new(StringComparer.Ordinal);

    public FixedColumns(Filter? filter)
    {
        if (filter is not null)
            Read(filter);
    }

    /// <summary>Those that have one value, which is not null.</summary>
    public IReadOnlySet<string> Equal => equal;

    /// <summary>Those that have one of some values.</summary>
    public IReadOnlySet<string> Sought => sought;

    /// <summary>Those that are not null.</summary>
    public IReadOnlySet<string> WithValue => withValue;

    private void Read(Filter filter)
    {
        if (filter is AllOf { Filters: var all })
        {
            foreach (var one in all)
                Read(one);
        }
        else if (filter is Comparison { Path.Property.Name: var name } comparison)
            Read(comparison, name);
        // Of nobody it says nothing, for who is hidden is nobody too.
        else if (filter is SaidTwice { Column: { Negated: false, Value: not null } column })
            Read(column, column.Path.Property.Name);
    }

    private void Read(Comparison comparison, string name)
    {
        if (comparison is { Operator: ComparisonOperator.Equal, Negated: false, Value: not null })
            equal.Add(name);
        if (comparison is { Operator: ComparisonOperator.Equal or ComparisonOperator.In, Negated: false })
            sought.Add(name);
        if (comparison.FindsNull == comparison.Negated)
            withValue.Add(name);
    }
}
