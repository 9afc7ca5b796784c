using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// A page in the order of keys, of rows with a range of another column, such as a time. Where an index finds few of these, the
/// page is read between the least and the greatest of their keys: along the keys alone it would begin far from them, and
/// sorted it would read them all.
/// </summary>
/// <param name="Ends">How many rows the range has, at most as many as are asked for, and the ends of their keys.</param>
/// <param name="Rows">The page between these.</param>
internal sealed record KeyRange(Statement Ends, Statement Rows)
{
    /// <summary>So many entries of an index are read in a few milliseconds.</summary>
    private const int Most = 30_000;

    private const int FirstColumn = 2;
    private const int LastColumn = 3;

    public static Statement EndsOf(EntityModel entity, IReadOnlyList<Comparison> range, PlanScope scope)
    {
        var row = Expression.Parameter(entity.Type, "row");
        var filters = new FilterExpression(scope, includeDeleted: false);
        var conditions = range.Select(one => filters.Build(one, row));
        if (scope.IsListed(row) is { } listed)
            conditions = conditions.Prepend(listed);
        var keys = SeenRows
            .All(scope.Rows(entity))
            .Where(row, conditions.Joined(Expression.AndAlso)!)
            .Sort(row, Expression.Property(row, range[0].Path.Property), descending: false, first: true)
            .Columns(row, [SeenRows.Own(Expression.Property(row, entity.Key!))])
            .Take(scope.Limit.Expression);
        return Totals.Extent(keys, scope.Translation);
    }

    /// <summary>
    /// The comparisons of one column whose index has keys behind it; null where a page begins among these rows anyway, or
    /// something else finds it.
    /// </summary>
    public static IReadOnlyList<Comparison>? Of(
        EntityModel entity,
        ListArguments page,
        IEnumerable<MappedIndex> indexes
    )
    {
        var columns = new FixedColumns(page.Where);
        if (
            page is not { Search: null, IncludeDeleted: false, Order: [{ Path: [var key] } order] }
            || key != entity.Key
            || columns.Sought.Contains(key.Name)
            || entity.Fields.OfType<ReferenceField>().Any(field => columns.Sought.Contains(field.Property.Name))
        )
            return null;
        var isDownwards = order.Descending != page.Backward;
        var isBegun = (page.Backward ? page.Before : page.After) is not null;
        return
            columns
                .Comparisons.Where(one =>
                    one is { Negated: false, Value: not null, Path.Property: var column }
                    && column != key
                    && one.Operator is >= ComparisonOperator.Greater and <= ComparisonOperator.LessOrEqual
                )
                .GroupBy(one => one.Path.Property.Name, StringComparer.Ordinal)
                .Where(range => isBegun || range.Any(one => IsUpper(one) == isDownwards))
                .FirstOrDefault(range => indexes.Any(index => Has(index, range.Key, key.Name)))
                is { } found
            ? [.. found]
            : null;
    }

    /// <summary>The values of a run for the page; null where there are too many rows.</summary>
    public async Task<RequestValues?> OpenAsync(ReadSession session, RequestValues values, CancellationToken token)
    {
        var ends = await session.ReadAsync(Ends, values, [], Most + 1, token);
        if (ends[0, 0].Number > Most)
            return null;
        var (first, last) = (ends[0, FirstColumn], ends[0, LastColumn]);
        var part = first.IsNull
            ? LogPart.All with
            {
                To = 1,
            }
            : LogPart.All with
            {
                From = first.Number - 1,
                To = last.Number + 1,
            };
        return values.Within(part);
    }

    private static bool IsUpper(Comparison comparison) =>
        comparison.Operator is ComparisonOperator.Less or ComparisonOperator.LessOrEqual;

    private static bool Has(MappedIndex index, string column, string key) =>
        index.Columns is [var (first, _), var (second, _), ..]
        && string.Equals(first, column, StringComparison.Ordinal)
        && string.Equals(second, key, StringComparison.Ordinal)
        && index.Nulls.All(one => one is nameof(ISoftDeleted.DeletedAt))
        && index.Values.All(one => string.Equals(one, column, StringComparison.Ordinal));
}
