using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// A list by a condition on the other side of the log that an index finds few rows of: what has entries by some entries, or
/// entries by some of what has them. Then these are read first. Whether they are few is known by each run alone; with more,
/// the rows of the list are met in its order soon enough, and each is judged (docs/decisions/0026).
/// </summary>
/// <param name="Found">How many rows the index finds, at most as many as are asked for.</param>
/// <param name="Few">With more of them, rows are met in the order of the list.</param>
/// <param name="Rows">Null where no rows are asked for.</param>
internal sealed record NearLog(Statement Found, int Few, Statement? Rows, Statement? Counts)
{
    /// <summary>So many are read in some milliseconds.</summary>
    public const int FewEntries = 10_000;

    /// <summary>Of these all entries are read.</summary>
    public const int FewRecords = 1_000;

    /// <summary>How many rows there are of which an index is told.</summary>
    /// <param name="condition">Of a list, as it is found here.</param>
    public static Statement CountOf(Filter condition, ILookup<Type, MappedIndex> indexes, PlanScope scope)
    {
        var (entity, told) = condition switch
        {
            SomeOf some => (some.Child, Sought(some.Filter, indexes)),
            Related related => (EntityModel.Of(related.Navigation.PropertyType), Sought(related, indexes)),
            _ => throw new NotSupportedException(condition.GetType().Name),
        };
        var row = Expression.Parameter(entity.Type, "row");
        var filters = new FilterExpression(scope, includeDeleted: true);
        var conditions = told.Select(comparison => filters.Build(comparison, row));
        if (entity.Declared.IsLog)
            conditions = conditions.Prepend(IsBehindStart(row, entity));
        var found = SeenRows
            .All(scope.Rows(entity))
            .Where(row, conditions.Joined(Expression.AndAlso)!)
            .Ones(row)
            .Take(scope.Limit.Expression);
        return Totals.Count(found, scope.Translation);
    }

    /// <summary>That an entry is behind the place where the times of the filter begin.</summary>
    public static Expression IsBehindStart(Expression entry, EntityModel log) =>
        Expression.GreaterThan(Expression.Property(entry, log.Key!), LogPart.FromHolder.Expression);

    /// <summary>
    /// The condition of a list on entries of the log that are found by an index, such as by who made them, or by their time;
    /// null where there is none.
    /// </summary>
    public static SomeOf? Entries(Filter? where, ILookup<Type, MappedIndex> indexes) =>
        All(where)
            .OfType<SomeOf>()
            .FirstOrDefault(some =>
                some is { Negated: false, Node: null, Child.Declared.IsLog: true }
                && (LogTimes.HaveBeginning(some.Filter) || Sought(some.Filter, indexes).Any())
            );

    /// <summary>The condition of a list of the log on what has the entries, where that belongs to something that it names.</summary>
    public static Related? Records(Filter? where, ILookup<Type, MappedIndex> indexes) =>
        All(where).OfType<Related>().FirstOrDefault(related => Sought(related, indexes).Any());

    public async Task<bool> IsFewAsync(ReadSession session, RequestValues values, CancellationToken token) =>
        (await session.ReadAsync(Found, values, [], Few + 1, token))[0, 0].Number <= Few;

    private static IEnumerable<Filter> All(Filter? where) =>
        where is AllOf { Filters: var parts } ? parts.SelectMany(All)
        : where is null ? []
        : [where];

    /// <summary>The conditions by which an index has entries in the order of the log.</summary>
    private static IEnumerable<Comparison> Sought(Filter entries, ILookup<Type, MappedIndex> indexes) =>
        Sought(
            entries,
            column =>
                indexes[EntityModel.Log.Type]
                    .Any(index =>
                        index.Columns is [var (first, _), var (second, _), ..]
                        && Same(first, column)
                        && Same(second, EntityModel.Log.Key!.Name)
                    )
        );

    /// <summary>The conditions on what records belong to, by which an index has all of them.</summary>
    private static IEnumerable<Comparison> Sought(Related related, ILookup<Type, MappedIndex> indexes) =>
        Sought(
            related.Filter,
            column =>
                related.Navigation.PropertyType.GetProperty(column) is { } property
                && EntityConditions.ReferenceBy(property) is not null
                && indexes[related.Navigation.PropertyType]
                    .Any(index => index is { Nulls: [], Values: [] } && Same(index.Columns[0].Name, column))
        );

    private static IEnumerable<Comparison> Sought(Filter filter, Func<string, bool> isIndexed) =>
        LogTimes
            .All(filter)
            .Where(comparison =>
                comparison is { Operator: ComparisonOperator.Equal, Negated: false, Value: not null }
                && isIndexed(comparison.Path.Property.Name)
            );

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.Ordinal);
}
