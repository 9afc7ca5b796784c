using System.Collections.Concurrent;
using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>
/// A full-text index: which table it is over, and its columns. Each text is indexed once, where it is stored; a search
/// joins the indexes of a row's own text and of what is searched with it.
/// </summary>
/// <param name="Table">The index's name.</param>
/// <param name="Over">The indexed table.</param>
/// <param name="Key">The indexed table's integer key.</param>
/// <param name="Columns">Part by part.</param>
internal sealed record SearchIndex(string Table, string Over, string Key, params IReadOnlyList<SearchColumn> Columns)
{
    private static readonly ConcurrentDictionary<Type, SearchIndex?> Declared = new();

    /// <summary>What a write touches when it changes the text.</summary>
    public IReadOnlyList<string> WrittenColumns { get; } =
    [
        .. Columns
            .SelectMany(column => column.Written)
            .Distinct(StringComparer.Ordinal)
            .Where(column => !string.Equals(column, Key, StringComparison.Ordinal)),
    ];

    /// <summary>Those that the entities declare.</summary>
    public static IReadOnlyList<SearchIndex> All { get; } = [.. EntityModel.Types.Select(Of).OfType<SearchIndex>()];

    /// <summary>The index of an entity; null where search looks at nothing of it.</summary>
    public static SearchIndex? Of(Type entity) => Declared.GetOrAdd(entity, Read);

    /// <summary>Whether what it finds is ranked.</summary>
    public bool HasTitle => Columns.Any(column => column.Part is SearchPart.Title);

    /// <summary>Whether telephone numbers are among its columns.</summary>
    public bool HasPhones => Columns.Any(column => column.IsPhone);

    /// <summary>The columns that a search of a part looks into; null when these are all.</summary>
    /// <param name="only">Those that it may look into; null for all.</param>
    public IReadOnlyList<SearchColumn>? ColumnsOf(SearchPart part, IReadOnlyList<SearchColumn>? only = null)
    {
        var columns = (only ?? Columns).Where(column => column.Part <= part).ToList();
        return columns.Count == Columns.Count ? null : columns;
    }

    /// <summary>The column's place, counted from 1.</summary>
    public int LineOf(SearchColumn column) => Columns.ToList().IndexOf(column) + 1;

    private static SearchIndex? Read(Type entity)
    {
        var declared = entity
            .GetProperties()
            .Where(property => !property.PropertyType.IsDefined(typeof(EntityAttribute)))
            .SelectMany(property =>
                property
                    .GetCustomAttributes<SearchableAttribute>()
                    .Select(one => (Property: property.Name, Declared: one))
            )
            .OrderBy(one => one.Declared.Part)
            .ToList();
        return declared.Count == 0
            ? null
            : new SearchIndex(
                entity.Name + "Text",
                entity.Name,
                EntityModel.Of(entity).Key!.Name,
                declared.ConvertAll(one => SearchColumn.Of(one.Property, one.Declared))
            );
    }
}
