using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Chooses what is counted in place of a list's rows: the first tally that has every column which they are counted by, which
/// the filter is about, and which says who sees them. Where there is none, the rows are counted themselves.
/// </summary>
internal sealed class TalliedRows(ListSelection list, ListArguments arguments, PlanScope scope)
{
    /// <summary>For the planner, which otherwise reads all rows for three teams of forty.</summary>
    private const double ShareOfTeams = 0.01;

    /// <summary>Null where no tally has all that is asked.</summary>
    /// <param name="by">What the rows are counted by.</param>
    /// <param name="cut">A time of which only the half hours matter; null for none.</param>
    /// <param name="owner">The column of owners whose keys the run brings; null for a list at the root.</param>
    public CountedRows? Find(IReadOnlyList<PropertyInfo> by, PropertyInfo? cut = null, PropertyInfo? owner = null)
    {
        if (list.Node is not null || arguments is not { Search: null, IncludeDeleted: false } || !by.All(IsShown))
            return null;
        return Tally
            .All.Where(tally => tally.Of == list.Child.Type)
            .Where(tally => tally.Columns.Any(column => column.IsCut) == cut is not null)
            .Where(tally =>
                tally.Each is null || (by.Any(column => tally.Find(column) == tally.Each) && IsTold(tally.Each))
            )
            .Where(tally => cut is null || tally.Find(cut) is { IsCut: true })
            .Where(tally => by.All(column => IsWhole(tally, column)) && (owner is null || IsWhole(tally, owner)))
            .Select(tally => Of(tally, owner))
            .FirstOrDefault(rows => rows is not null);
    }

    private CountedRows? Of(Tally tally, PropertyInfo? owner)
    {
        var row = Expression.Parameter(tally.Row, "row");
        if (
            On(arguments.Where ?? Filter.All, tally) is not { } filter
            || !scope.Db.Conditions.MayBeCounted(tally.Of, row, tally.Has, out var seen)
        )
            return null;
        // A list of teams is taken for long where nothing is known of it.
        if (seen is MethodCallExpression)
            seen = scope.Db.Dialect.Expecting(seen, ShareOfTeams) ?? seen;
        var conditions = new[]
        {
            owner is null ? null : PlanScope.IsAmongKeys(Expression.Property(row, tally.Find(owner)!.Own)),
            seen,
            filter is AllOf { Filters: [] }
                ? null
                : new FilterExpression(scope, arguments.IncludeDeleted).Build(filter, row),
        };
        var rows = scope.Tallied(tally);
        return new CountedRows(
            conditions.OfType<Expression>().Joined(Expression.AndAlso) is { } all ? rows.Where(row, all) : rows,
            tally
        );
    }

    /// <summary>The filter on rows of a tally; null where it is about more than these say.</summary>
    private Filter? On(Filter filter, Tally tally) =>
        filter switch
        {
            AllOf { Filters: var parts } => On(parts, tally) is { } all ? new AllOf(all) : null,
            AnyOf { Filters: var parts } => On(parts, tally) is { } any ? new AnyOf(any) : null,
            SomeOf some => TalliedLinks.Of(some, tally),
            Related { Navigation: var navigation, Filter: var inner }
                when FieldReader.KeyOf(navigation) is var key && IsShown(key) && IsWhole(tally, key) =>
                new TalliedReference(tally.Find(key)!.Own, EntityModel.Of(navigation.PropertyType), inner),
            Comparison { Path: var path } comparison when IsShown(path.Property) && IsWhole(tally, path.Property) =>
                comparison with
                {
                    Path = path with { Property = tally.Find(path.Property)!.Own },
                },
            _ => null,
        };

    private List<Filter>? On(IReadOnlyList<Filter> filters, Tally tally)
    {
        var parts = filters.Select(filter => On(filter, tally)).OfType<Filter>().ToList();
        return parts.Count == filters.Count ? parts : null;
    }

    private static bool IsWhole(Tally tally, PropertyInfo column) => tally.Find(column) is { IsWhole: true };

    /// <summary>Whether whoever asks sees all that rows are linked with.</summary>
    private bool IsTold(TallyColumn each) =>
        !scope.Db.Conditions.Hide(EntityConditions.ReferenceBy(each.Counted)!.PropertyType);

    /// <summary>Whether it is told as it is: what a key refers to may be hidden, and then is null.</summary>
    private bool IsShown(PropertyInfo column) => scope.Db.Conditions.Reference(column) is null;
}
