using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>Groups with cases, and between them those without.</summary>
internal sealed class FilledGroups
{
    private readonly IReadOnlyList<CaseGroupDimension> dimensions;
    private readonly IReadOnlyList<GroupDomain> domains;
    private readonly RowSet counted;
    private readonly RowSet rows;

    private FilledGroups(
        IReadOnlyList<CaseGroupDimension> dimensions,
        IReadOnlyList<GroupDomain> domains,
        RowSet counted
    )
    {
        (this.dimensions, this.domains, this.counted) = (dimensions, domains, counted);
        rows = new RowSet(counted.Width, counted.Request);
    }

    /// <summary>The first groups in the order.</summary>
    /// <param name="counted">The first groups that have cases; all of them, or as many as a page can have.</param>
    public static RowSet Of(
        IReadOnlyList<CaseGroupDimension> dimensions,
        IReadOnlyList<GroupDomain> domains,
        RowSet counted,
        GroupOrder order,
        int most
    )
    {
        var filled = new FilledGroups(dimensions, domains, counted);
        filled.Add(order, most);
        return filled.rows;
    }

    private void Add(GroupOrder order, int most)
    {
        var found = Enumerable.Range(0, counted.Count).ToDictionary(KeyOf);
        if (order is GroupOrder.CountDesc)
        {
            foreach (var row in found.Values.Take(most).Order())
                Add(Values(row), Count(row));
            foreach (
                var values in Combined().Where(values => !found.ContainsKey(KeyOf(values))).Take(most - rows.Count)
            )
                Add(values, count: 0);
            return;
        }
        foreach (var values in Combined().Take(most))
            Add(values, found.TryGetValue(KeyOf(values), out var row) ? Count(row) : 0);
    }

    /// <summary>Every combination of the dimensions' values, in their order, for as long as they are asked for.</summary>
    private IEnumerable<GroupValue[]> Combined() =>
        domains.Count == 1
            ? domains[0].Values.Select(value => new[] { value })
            : domains[0].Values.SelectMany(_ => domains[1].Values, (one, other) => new[] { one, other });

    private (long?, long?) KeyOf(int row) => CaseGroupDimension.KeyAt(dimensions, counted, row);

    private static (long?, long?) KeyOf(GroupValue[] values) =>
        (values[0].Number, values.Length == 1 ? null : values[1].Number);

    private GroupValue[] Values(int row) => [.. dimensions.Select(dimension => dimension.ValueAt(counted, row))];

    private long Count(int row) => counted[row, counted.Width - 1].Number;

    private void Add(GroupValue[] values, long count)
    {
        rows.BeginRow();
        foreach (var (value, dimension) in values.Zip(dimensions))
        {
            if (value.Number is { } number)
                rows.Add(number);
            else
                rows.AddNull();
            if (dimension.Counted.Name is null)
                continue;
            if (value.Name is { } name)
                rows.Add(name);
            else
                rows.AddNull();
        }
        rows.Add(count);
    }
}
