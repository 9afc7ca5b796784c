using System.Collections.Frozen;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Forms that go by the order and the indexes, whoever asks (docs/decisions/0027).</summary>
internal sealed partial class PageFormReader
{
    /// <summary>Whether indexes can have the list's order at all: ranks have none, and none has deleted rows and others.</summary>
    private bool IsOrdered =>
        list.Node is null
        && arguments is { Search: null }
        && (IsTrash || !arguments.IncludeDeleted)
        && !entity.Declared.IsLog
        && entity is { Key: not null }
        && entity.Type.IsAssignableTo(typeof(ISoftDeleted))
        && !scope.Db.Conditions.Shape.IsContact;

    /// <summary>Whether it is of deleted rows alone, which have indexes of their own.</summary>
    private bool IsTrash => arguments.IncludeDeleted && columns.WithValue.Contains(nameof(ISoftDeleted.DeletedAt));

    private IReadOnlyList<string> AllNull => IsTrash ? [] : [nameof(ISoftDeleted.DeletedAt)];

    private static FrozenSet<string> None => FrozenSet<string>.Empty;

    private bool IsBegun => (arguments.After ?? arguments.Before) is not null;

    private IndexOrder Order => OrderBy(columns);

    private IndexOrder OrderBy(FixedColumns given) =>
        new([ByKey, .. indexes], arguments.Order, given, names, AllNull) { IsBegun = IsBegun };

    /// <summary>The table itself.</summary>
    private MappedIndex ByKey => new([(entity.Key!.Name, false)], [], []);

    /// <summary>
    /// A list in an order that an index has once each name of a column is read by itself, or that an index has though it does
    /// not know the names that are asked for: many rows have one, and the next is met soon.
    /// </summary>
    private PageForm OfAll(RowPart? part)
    {
        var isFound = IsFoundByItself(team: null);
        var areNames = !isFound && columns.Comparisons.All(IsOfNames) && AreOthersMany;
        if (areNames && columns.Others.Count == 0 && Owners is { } owners)
            return owners with { Part = part };
        IReadOnlyList<string> sought = areNames ? SoughtNames : [];
        var reads = Order.Find(first: null, [], isLed: isFound, sought);
        var hidden = None;
        if (
            reads is null
                ? areNames && columns.Comparisons.Count > 0
                : sought.Any(column => names.Waste(reads.Index, column) > 0)
        )
        {
            var along = OrderBy(columns.WithoutNames(IsName)).Find(first: null, [], isLed: false, sought);
            (reads, hidden) = along is null ? (reads, None) : (along, NamesInFilter);
        }
        if (reads is null || (reads.IsWhole && hidden.Count == 0) || RangeReader.EndsAtACursor(arguments))
            return part is null ? PageForm.Condition : new PageForm.ByParts([new(part, Reads: null)]);
        return new PageForm.ByParts([new(part, reads)])
        {
            Hidden =
                hidden.Count > 0 ? hidden
                // A team has more rows than are walked of what nobody has, and has these in no order.
                : isFound && columns.WithoutValue.Contains(reads.Index.Columns[0].Name)
                    ? Beside(reads, column => Same(column, EntityRights.Find(entity.Type)?.Team))
                : SaidBy([reads]),
        };
    }

    /// <summary>
    /// Whether what is asked besides columns finds many rows wherever this form is read: there is nothing, or what it finds was
    /// looked at, and was not few.
    /// </summary>
    private bool AreOthersMany =>
        columns.Others.Count == 0
        || (columns.Others.Count == 1 && new SoughtReader(entity, arguments, scope, allIndexes).OfPage().Count > 0);

    /// <summary>
    /// Names that ranges say already, or that the index does not know: another index of them would be chosen by a planner that
    /// does not know how few rows a range has.
    /// </summary>
    private FrozenSet<string> SaidBy(IReadOnlyList<IndexReads> all) =>
        all.Any(reads => reads.Split.Count > 0)
            ? columns
                .Comparisons.Where(IsOfNames)
                .Select(one => one.Path.Property.Name)
                .Where(column =>
                    all.All(reads =>
                        reads.Split.Any(split => Same(split.Name, column))
                        || !reads.Index.Columns.Any(one => Same(one.Name, column))
                    )
                )
                .ToFrozenSet(StringComparer.Ordinal)
            : None;

    private IReadOnlyList<string> SoughtNames => [.. columns.Sought.Where(IsName)];

    private FrozenSet<string> NamesInFilter =>
        columns.Comparisons.Select(one => one.Path.Property.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Along what rows refer to, where the list is in the order of a column of that which an index of it has, and an index has
    /// the rows of each in what is left of the order: beside the names that the filter asks for, or else with them.
    /// </summary>
    private PageForm.AlongOwners? Owners
    {
        get
        {
            if (
                arguments.Order is not [{ Path: [var navigation, var column] }, ..]
                || RangeReader.EndsAtACursor(arguments)
                || entity.Fields.OfType<ReferenceField>().SingleOrDefault(one => one.Navigation == navigation)
                    is not { } reference
                || scope.Db.Conditions.Hide(reference.Target)
                || !EntityModel.Of(reference.Target).ValueFields.Any(one => one.Property == column && one.Required)
                || !allIndexes[reference.Target]
                    .Any(index => Same(index.Columns[0].Name, column.Name) && index is { Nulls: [], Values: [] })
            )
                return null;
            var reads = Pages(columns.WithoutNames(IsName)) ?? Pages(columns);
            return reads is null
                ? null
                : new PageForm.AlongOwners(reference, Part: null)
                {
                    Hidden = NamesInFilter
                        .Where(name => !reads.Index.Columns.Any(one => Same(one.Name, name)))
                        .ToFrozenSet(StringComparer.Ordinal),
                    // All rows of any other team would be read, and none seen.
                    IsCallers =
                        Reach is (AccessLevel.Team, { Team: var team }) && Same(reference.Property.Name, team)
                            ? IsAmong
                            : null,
                };

            IndexReads? Pages(FixedColumns given) =>
                new IndexOrder(indexes, [.. arguments.Order.Skip(1)], given, names, AllNull).Find(
                    reference.Property.Name,
                    []
                )
                    is { IsWhole: true } found
                    ? found
                    : null;
        }
    }

    private bool IsOfNames(Comparison comparison) => IsName(comparison.Path.Property.Name);

    private bool IsName(string column) =>
        entity.Type.GetProperty(column)?.PropertyType is { } type && (Nullable.GetUnderlyingType(type) ?? type).IsEnum;
}
