using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// How much of the log a page looks at for callers who are not told all of it: who sees little of a large log would have
/// most of it read for one page. Such a page may have fewer entries than asked for, or none, and goes on behind its end.
/// </summary>
/// <param name="Length">In entries.</param>
/// <param name="Extent">How many entries there are behind a position, at most as many as are asked for, and their ends.</param>
internal sealed record LogWindow(int Length, Statement Extent)
{
    /// <summary>Beside the one for the rows: two ends, and the rows once more.</summary>
    public const int MostStatements = 3;

    /// <summary>Mostly so many are enough, and they are found for next to nothing.</summary>
    private const int FirstLength = 500;

    private static Expression End => LogPart.WindowEndHolder.Expression;

    public static LogWindow Of(EntityModel log, int length, ListArguments page, PlanScope scope)
    {
        var row = Expression.Parameter(log.Type, "row");
        var key = Expression.Property(row, log.Key!);
        var isUpwards = IsUpwards(page);
        var isBehind = isUpwards ? Expression.GreaterThan(key, End) : Expression.LessThan(key, End);
        var entries = SeenRows
            .All(scope.Rows(log))
            .Where(row, isBehind)
            .Sort(row, key, descending: !isUpwards, first: true)
            .Columns(row, [SeenRows.Own(key)])
            .Take(scope.Limit.Expression);
        return new(length, Totals.Extent(entries, scope.Translation));
    }

    /// <summary>The parts of the log that a page looks at, one after the other until it is full.</summary>
    public IEnumerable<int> Lengths => FirstLength < Length ? [FirstLength, Length] : [Length];

    /// <summary>Where a part of a length ends, whether there is anything behind, and the values for it.</summary>
    public async Task<LogWindowEnd> OpenAsync(
        int length,
        ReadSession session,
        RequestValues values,
        ListArguments page,
        CancellationToken token
    )
    {
        var isUpwards = IsUpwards(page);
        var all = values.Log;
        var bound = (page.Backward ? page.Before : page.After)?.Values[0] is { } slot ? (long?)values[slot] : null;
        var start = isUpwards ? Math.Max(bound ?? 0, all.PageFrom) : Math.Min(bound ?? long.MaxValue, all.PageTo);
        var rows = await session.ReadAsync(Extent, values.Within(all with { WindowEnd = start }), [], length, token);
        var last = rows[0, isUpwards ? LastColumn : FirstColumn];
        var end = last.IsNull ? start : last.Number;
        var part = isUpwards
            ? all with
            {
                WindowEnd = end,
                PageTo = Math.Min(all.PageTo, end + 1),
            }
            : all with
            {
                WindowEnd = end,
                PageFrom = Math.Max(all.PageFrom, end - 1),
            };
        // Behind the times that are asked for there is nothing.
        var isLast = isUpwards ? end + 1 >= all.PageTo : all.PageFrom > 0 && end - 1 <= all.PageFrom;
        return new(end, rows[0, 0].Number == length && !isLast, values.Within(part));
    }

    /// <summary>The condition that the window has an entry.</summary>
    public static Expression Has(Expression key, ListArguments page) =>
        IsUpwards(page) ? Expression.LessThanOrEqual(key, End) : Expression.GreaterThanOrEqual(key, End);

    /// <summary>
    /// Whether a page of the log, sorted by its positions, is looked for entry by entry: what names a record, or a set, is
    /// found by an index.
    /// </summary>
    public static bool Bounds(EntityModel log, ListArguments page) =>
        page.Order is [{ Path: [_] }]
        && !new FixedColumns(page.Where).Sought.Any(name =>
            log.Type.GetProperty(name) is { } column
            && (column.IsDefined(typeof(KeyOfRecordAttribute)) || EntityConditions.ReferenceBy(column) is not null)
        );

    private const int FirstColumn = 2;
    private const int LastColumn = 3;

    private static bool IsUpwards(ListArguments page) => page.Order[0].Descending == page.Backward;
}

/// <summary>Where a window of the log ends.</summary>
/// <param name="IsShort">Whether there are entries behind it that are looked for.</param>
/// <param name="Values">Those of the run, for the window.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LogWindowEnd(long Position, bool IsShort, RequestValues Values);
