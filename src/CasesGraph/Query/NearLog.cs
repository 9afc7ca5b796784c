using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// A list of what has entries in the log, of which an index finds few: then these are read first, and what they belong to by
/// its key. Whether they are few is known by each run alone. With more, the rows of the list are met in its order soon
/// enough, and each is asked for its entries (docs/decisions/0026).
/// </summary>
/// <param name="Found">How many rows the index finds, at most as many as are asked for.</param>
/// <param name="Rows">Null where no rows are asked for.</param>
internal sealed record NearLog(Statement Found, Statement? Rows, Statement? Counts)
{
    /// <summary>So many are read in some milliseconds.</summary>
    private const int Few = 10_000;

    /// <summary>How many entries an index finds.</summary>
    public static Statement CountOf(SomeOf some, ILookup<Type, MappedIndex> indexes, PlanScope scope)
    {
        var row = Expression.Parameter(some.Child.Type, "row");
        var filters = new FilterExpression(scope, includeDeleted: true);
        var conditions = Sought(some.Filter, indexes)
            .Select(comparison => filters.Build(comparison, row))
            .Prepend(IsBehindStart(row, some.Child));
        var found = SeenRows
            .All(scope.Rows(some.Child))
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

    public async Task<bool> IsFewAsync(ReadSession session, RequestValues values, CancellationToken token) =>
        (await session.ReadAsync(Found, values, [], Few + 1, token))[0, 0].Number <= Few;

    private static IEnumerable<Filter> All(Filter? where) =>
        where is AllOf { Filters: var parts } ? parts.SelectMany(All)
        : where is null ? []
        : [where];

    /// <summary>The conditions by which an index has entries in the order of the log.</summary>
    private static IEnumerable<Comparison> Sought(Filter entries, ILookup<Type, MappedIndex> indexes) =>
        LogTimes
            .All(entries)
            .Where(comparison =>
                comparison is { Operator: ComparisonOperator.Equal, Negated: false, Value: not null }
                && indexes[EntityModel.Log.Type]
                    .Any(index =>
                        index.Columns is [var (first, _), var (second, _), ..]
                        && Same(first, comparison.Path.Property.Name)
                        && Same(second, EntityModel.Log.Key!.Name)
                    )
            );

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.Ordinal);
}
