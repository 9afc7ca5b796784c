using System.Globalization;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Columns whose values are the names of an enum. They are so few that an index which they lead can be read name by name,
/// each in the order of what is behind it.
/// </summary>
internal sealed class NamedColumns(EntityModel entity, FixedColumns filter, IEnumerable<MappedIndex> indexes)
{
    private readonly Dictionary<string, NamedColumn?> known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Threshold> thresholds = indexes
        .SelectMany(index => index.Thresholds)
        .DistinctBy(one => one.Key, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Null for any other column, and one that can be null.</summary>
    public NamedColumn? Find(string column)
    {
        if (!known.TryGetValue(column, out var found))
            known.Add(column, found = Read(column));
        return found;
    }

    /// <summary>
    /// How much more of an index than is sought is read, where a column is sought: nothing where it has the column or what that
    /// is computed of, much where it knows nothing of it.
    /// </summary>
    public int Waste(MappedIndex index, string column)
    {
        bool Has(string? name) => index.Columns.Any(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        return Has(column) || Has(thresholds.GetValueOrDefault(column)?.Column) ? 0
            : thresholds.Any(one => string.Equals(one.Value.Column, column, StringComparison.Ordinal) && Has(one.Key))
                ? 1
            : 2;
    }

    private NamedColumn? Read(string column)
    {
        if (entity.Type.GetProperty(column)?.PropertyType is not { IsEnum: true } type)
            return null;
        // What a column is computed of says which of its values are asked for, and the other way round.
        var source = thresholds.GetValueOrDefault(column)?.Column ?? column;
        if (entity.Type.GetProperty(source)?.PropertyType is not { IsEnum: true } sourceType)
            return null;
        var values =
            from name in Scalar.Of(sourceType).Names!
            select new NamedValues(
                Of(column, type, name.Value),
                [
                    .. from comparison in filter.Comparisons
                    let property = comparison.Path.Property
                    where
                        Same(property.Name, source) || Same(thresholds.GetValueOrDefault(property.Name)?.Column, source)
                    select (comparison, Of(property.Name, property.PropertyType, name.Value)),
                ]
            );
        return new NamedColumn(column, type, [.. values]);
    }

    /// <summary>What a column has where the one that it is computed of has a value.</summary>
    private object Of(string column, Type type, object source) =>
        thresholds.GetValueOrDefault(column) is { Least: var least }
            ? Enum.ToObject(type, Convert.ToInt64(source, CultureInfo.InvariantCulture) >= least ? 1 : 0)
            : source;

    private static bool Same(string? name, string other) => string.Equals(name, other, StringComparison.Ordinal);
}
