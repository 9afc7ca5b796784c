using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>What is known of the rows that a condition is asked of, beside what their entity declares.</summary>
/// <param name="AreThere">False for what a reference that is null leads to: a row whose values are all null.</param>
/// <param name="Set">Columns that have a value in all of them.</param>
/// <param name="Unset">Columns that have one in none.</param>
internal sealed record KnownRows(bool AreThere, IReadOnlyList<string> Set, IReadOnlyList<string> Unset)
{
    public static KnownRows Any { get; } = new(AreThere: true, [], []);
    public static KnownRows Absent { get; } = new(AreThere: false, [], []);

    /// <summary>Rows that an operation on many looks at: those in use or those that are deleted.</summary>
    public static KnownRows OfOperation(bool deleted, params IReadOnlyList<string> unset) =>
        deleted
            ? new(AreThere: true, [nameof(ISoftDeleted.DeletedAt)], unset)
            : new(AreThere: true, [], [nameof(ISoftDeleted.DeletedAt), .. unset]);

    /// <summary>The reference that leads to rows in use alone: where deleted ones are hidden, so are links to them.</summary>
    private PropertyInfo? InUse { get; init; }

    /// <summary>The rows of a list.</summary>
    public static KnownRows Of(SomeOf list, bool includeDeleted)
    {
        var hides = Visibility.Hides(list.Child, list.Node, includeDeleted);
        return new(
            AreThere: true,
            [list.Foreign.Name],
            hides && list.Node is null ? [nameof(ISoftDeleted.DeletedAt)] : []
        )
        {
            InUse = hides ? list.Node : null,
        };
    }

    /// <summary>What a reference of theirs leads to.</summary>
    public KnownRows Behind(PropertyInfo navigation) =>
        string.Equals(InUse?.Name, navigation.Name, StringComparison.Ordinal) ? OfOperation(deleted: false) : Any;

    /// <summary>Whether a column, or a reference, has a value in some of them, and whether it has none in some.</summary>
    public (bool Some, bool None) Values(PropertyInfo property)
    {
        if (!AreThere || Has(Unset, property))
            return (Some: false, None: true);
        var needed = property.GetCustomAttribute<FieldAttribute>()?.NonNull is true || !Nullability.MayBeNull(property);
        return (Some: true, None: !needed && !Has(Set, property));
    }

    /// <summary>A reference has a value where its key has one.</summary>
    private static bool Has(IReadOnlyList<string> columns, PropertyInfo property) =>
        ((string[])[property.Name, property.Name + "Id", property.Name + "Number"])
            .Intersect(columns, StringComparer.Ordinal)
            .Any();
}
