namespace CasesGraph.Query;

/// <summary>What a filter says of columns in all rows that it finds, as far as indexes can use it.</summary>
internal sealed class FixedColumns
{
    private readonly HashSet<string> equal = new(StringComparer.Ordinal);
    private readonly HashSet<string> sought = new(StringComparer.Ordinal);
    private readonly HashSet<string> withValue = new(StringComparer.Ordinal);
    private readonly HashSet<string> withoutValue = new(StringComparer.Ordinal);
    private readonly List<Comparison> comparisons = [];
    private readonly List<Filter> others = [];

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

    /// <summary>Those that are null.</summary>
    public IReadOnlySet<string> WithoutValue => withoutValue;

    /// <summary>What all rows meet.</summary>
    public IReadOnlyList<Comparison> Comparisons => comparisons;

    /// <summary>What they meet besides <see cref="Comparisons"/>.</summary>
    public IReadOnlyList<Filter> Others => others;

    /// <summary>The same, as far as indexes may use it, but for some columns.</summary>
    public FixedColumns WithoutNames(Func<string, bool> isName)
    {
        var rest = new FixedColumns(filter: null);
        rest.equal.UnionWith(equal.Where(column => !isName(column)));
        rest.withValue.UnionWith(withValue);
        rest.withoutValue.UnionWith(withoutValue);
        rest.comparisons.AddRange(comparisons);
        rest.others.AddRange(others);
        return rest;
    }

    private void Read(Filter filter)
    {
        if (filter is AllOf { Filters: var all })
        {
            foreach (var one in all)
                Read(one);
        }
        else if (filter is Comparison { Path.Property.Name: var name } comparison)
            Read(comparison, name);
        else
        {
            others.Add(filter);
            // Of nobody it says nothing, for who is hidden is nobody too.
            if (filter is SaidTwice { Column: { Negated: false, Value: not null } column })
                Read(column, column.Path.Property.Name);
        }
    }

    private void Read(Comparison comparison, string name)
    {
        comparisons.Add(comparison);
        if (comparison is { Operator: ComparisonOperator.Equal, Negated: false, Value: null })
            withoutValue.Add(name);
        if (comparison is { Operator: ComparisonOperator.Equal, Negated: false, Value: not null })
            equal.Add(name);
        if (comparison is { Operator: ComparisonOperator.Equal or ComparisonOperator.In, Negated: false })
            sought.Add(name);
        if (comparison.FindsNull == comparison.Negated)
            withValue.Add(name);
    }
}
