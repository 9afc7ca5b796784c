using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// A list of what has entries in the log, of which few can be meant: then these are read first, and what they belong to by
/// its key. Whether they are few is known by each run alone. With more, the rows of the list are met in its order soon
/// enough, and each is asked for its entries (docs/decisions/0026).
/// </summary>
/// <param name="Extent">How many entries there are that an index finds, at most as many as are asked for.</param>
/// <param name="Rows">Null where no rows are asked for.</param>
internal sealed record NearLog(Statement Extent, Statement? Rows, Statement? Counts)
{
    /// <summary>So many are read in some milliseconds.</summary>
    private const int Few = 10_000;

    /// <summary>How many of the entries there are, and the least and the greatest position among them.</summary>
    public static Statement ExtentOf(SomeOf some, ILookup<Type, MappedIndex> indexes, PlanScope scope)
    {
        var row = Expression.Parameter(some.Child.Type, "row");
        var key = Expression.Property(row, some.Child.Key!);
        var filters = new FilterExpression(scope, includeDeleted: true);
        var sought = Sought(some.Filter, indexes)
            .Select(comparison => filters.Build(comparison, row))
            .Prepend(Expression.GreaterThan(key, LogPart.FromHolder.Expression));
        var found = SeenRows
            .All(scope.Rows(some.Child))
            .Where(row, sought.Joined(Expression.AndAlso)!)
            .Columns(row, [SeenRows.Own(key)])
            .Take(scope.Limit.Expression);
        return Totals.Extent(found, scope.Translation);
    }

    /// <summary>
    /// The condition of a list on entries of the log that are found by an index, such as by who made them, or by their time;
    /// null where there is none.
    /// </summary>
    public static SomeOf? In(Filter? where, ILookup<Type, MappedIndex> indexes) =>
        where switch
        {
            AllOf { Filters: var parts } => parts
                .Select(part => In(part, indexes))
                .FirstOrDefault(found => found is not null),
            SomeOf { Negated: false, Node: null, Child.Declared.IsLog: true } some
                when LogTimes.HaveBeginning(some.Filter) || Sought(some.Filter, indexes).Any() => some,
            _ => null,
        };

    public async Task<bool> IsFewAsync(ReadSession session, RequestValues values, CancellationToken token) =>
        (await session.ReadAsync(Extent, values, [], Few + 1, token))[0, 0].Number <= Few;

    /// <summary>The conditions by which an index has entries in the order of the log.</summary>
    private static IEnumerable<Comparison> Sought(Filter entries, ILookup<Type, MappedIndex> indexes)
    {
        var log = EntityModel.Log;
        return LogTimes
            .All(entries)
            .Where(comparison =>
                comparison is { Operator: ComparisonOperator.Equal, Negated: false, Value: not null }
                && indexes[log.Type]
                    .Any(index =>
                        index.Columns is [var (first, _), var (second, _), ..]
                        && Same(first, comparison.Path.Property.Name)
                        && Same(second, log.Key!.Name)
                    )
            );
    }

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.Ordinal);
}
