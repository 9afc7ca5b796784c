using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CasesGraph.Data;

/// <summary>An index of a table, as its mapping has it.</summary>
/// <param name="Columns">Names of properties in their order, and whether each descends.</param>
/// <param name="Nulls">Columns that are null in all of its rows.</param>
/// <param name="Values">Columns that have a value in all of its rows.</param>
internal sealed partial record MappedIndex(
    IReadOnlyList<(string Name, bool Descends)> Columns,
    IReadOnlyList<string> Nulls,
    IReadOnlyList<string> Values
)
{
    public bool IsUnique { get; private init; }

    /// <summary>Those of the columns that say whether another has a value or a later one.</summary>
    public IReadOnlyDictionary<string, Threshold> Thresholds { get; private init; } =
        new Dictionary<string, Threshold>(StringComparer.Ordinal);

    /// <summary>The index; null where what its rows have is more than values and nulls.</summary>
    public static MappedIndex? Of(IReadOnlyIndex index)
    {
        var (nulls, values) = (new List<string>(), new List<string>());
        foreach (var part in index.GetFilter()?.Split(" AND ") ?? [])
        {
            if (ColumnFilter().Match(part) is not { Success: true } filter)
                return null;
            (filter.Groups["not"].Success ? values : nulls).Add(filter.Groups["column"].Value);
        }
        var columns = index.Properties.Select(
            (property, at) =>
                (property.Name, index.IsDescending is { } descends && (descends.Count == 0 || descends[at]))
        );
        var thresholds =
            from property in index.Properties
            let threshold = ComputedColumns.Read(property.GetComputedColumnSql())
            where threshold is not null
            select (property.Name, threshold);
        return new MappedIndex([.. columns], nulls, values)
        {
            IsUnique = index.IsUnique,
            Thresholds = thresholds.ToDictionary(one => one.Name, one => one.threshold, StringComparer.Ordinal),
        };
    }

    /// <summary>As <see cref="PartialIndexes"/> writes it.</summary>
    [GeneratedRegex(
        "^\"(?<column>\\w+)\" IS (?<not>NOT )?NULL$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ColumnFilter();
}
