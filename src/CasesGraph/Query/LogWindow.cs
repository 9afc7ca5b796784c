using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// How much of the log a page looks at for callers who are not told all of it: who sees little of a large log would have
/// most of it read for one page. Such a page may have fewer entries than asked for, or none, and goes on behind its end.
/// </summary>
/// <param name="Length">In positions.</param>
/// <param name="First">The key of the first entry that there is.</param>
internal sealed record LogWindow(long Length, Statement First)
{
    private const int OfNoList = -2;
    private const int Unmistakable = 10_500;

    /// <summary>The last position that a run looks at.</summary>
    public static Holder End { get; } = Holder.ForSlot(new Slot(OfNoList, Unmistakable, typeof(long)));

    /// <summary>Two small statements find out where it lies.</summary>
    public const int Statements = 2;

    public static LogWindow Of(EntityModel log, long length, PlanScope scope)
    {
        var row = Expression.Parameter(log.Type, "row");
        var key = Expression.Property(row, log.Key!);
        var first = SeenRows
            .All(scope.Rows(log))
            .Sort(row, key, descending: false, first: true)
            .Columns(row, [SeenRows.Own(key)])
            .Take(scope.Limit.Expression);
        return new(length, Statement.Translate(first, scope.Translation, [StoredAs.Number]));
    }

    /// <summary>Where it ends for a page, and whether there is anything behind.</summary>
    public async Task<LogWindowEnd> OpenAsync(
        ReadSession session,
        RequestValues values,
        ListArguments page,
        CancellationToken token
    )
    {
        var last = (await session.ReadLogEndsAsync(token)).Settled;
        var rows = await session.ReadAsync(First, values, [], limit: 1, token);
        var first = rows.Count == 0 ? last : rows[0, 0].Number;
        var bound = (page.Backward ? page.Before : page.After)?.Values[0];
        long? from = bound is null ? null : (long)values[bound];
        if (IsUpwards(page))
        {
            var up = Math.Max(from ?? 0, first - 1) + Length;
            return new(up, IsShort: up < last);
        }
        var down = Math.Min(from ?? long.MaxValue, last + 1) - Length;
        return new(down, IsShort: down > first);
    }

    /// <summary>The condition that the window has an entry.</summary>
    public static Expression Has(Expression key, ListArguments page) =>
        IsUpwards(page)
            ? Expression.LessThanOrEqual(key, End.Expression)
            : Expression.GreaterThanOrEqual(key, End.Expression);

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

    private static bool IsUpwards(ListArguments page) => page.Order[0].Descending == page.Backward;
}

/// <summary>Where a window of the log ends.</summary>
/// <param name="IsShort">Whether there are entries behind it.</param>
internal readonly record struct LogWindowEnd(long Position, bool IsShort);
