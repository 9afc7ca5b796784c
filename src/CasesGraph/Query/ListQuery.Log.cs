using System.Linq.Expressions;

namespace CasesGraph.Query;

/// <summary>Lists of the log by times, and lists by few entries that an index finds.</summary>
internal sealed partial class ListQuery
{
    /// <summary>Where in the log its entries are looked for; null for anywhere.</summary>
    public LogTimes? Times =>
        HasTimes ? LogTimes.Of(arguments.Where, scope.Db.Dialect)
        : Near is { } some ? LogTimes.Of(some.Filter, scope.Db.Dialect, fromOnly: true)
        : null;

    /// <summary>The condition by which rows may be found instead of in the order of the list; null where there is none.</summary>
    public SomeOf? Near =>
        foreignKey is null && list.Node is null && arguments.Search is null && !list.Child.Declared.IsLog
            ? NearLog.Entries(arguments.Where, indexes)
            : null;

    private bool HasTimes =>
        foreignKey is null
        && list.Child.Declared.IsLog
        && arguments.Order is [{ Path: [_] }]
        && LogTimes.Of(arguments.Where, scope.Db.Dialect) is not null;

    private Expression Position => Expression.Property(row, list.Child.Key!);

    /// <summary>All rows, whatever the page.</summary>
    private IQueryable InTimes => Matching([.. Conditions(), .. Between]);

    private Expression[] Between => LogTimes.Between(Position, LogPart.FromHolder, LogPart.ToHolder);

    private Expression[] InPart => LogTimes.Between(Position, LogPart.PageFromHolder, LogPart.PageToHolder);

    private Expression[] ExpectedInPart =>
        InPart is [var from, .. var rest] && scope.Db.Dialect.Expecting(from, ShareOfPage) is { } expected
            ? [expected, .. rest]
            : InPart;

    /// <summary>The page by entries that are found first.</summary>
    public IQueryable PageNear(SomeOf by, RowLayout layout) =>
        Sorted(RowsNear(by, Bounds(), ofPage: true), first: true)
            .Columns(row, layout.Expressions(row, Rank))
            .Take(scope.Limit.Expression);

    /// <summary>The same of one row for each that a count counts.</summary>
    public IQueryable OnesNear(SomeOf by) => RowsNear(by, [], ofPage: false).Ones(row);

    private IQueryable RowsNear(SomeOf by, IEnumerable<Expression> bounds, bool ofPage)
    {
        var filters = new FilterExpression(scope, arguments.IncludeDeleted);
        var keys = filters.Owners(by, entry => NearLog.IsBehindStart(entry, by.Child));
        var own = KeyOf(row);
        IEnumerable<Expression> others = [.. Conditions(foundElsewhere: by), .. bounds];
        if (!scope.Db.Dialect.HasLateralJoins)
            return Matching([Linq.Contains(keys, own), .. others]);
        // A planner that does not know how few the keys are goes along the order's index, and asks each row for its key.
        var key = Expression.Parameter(keys.ElementType, "key");
        var ofOne = Matching([Expression.Equal(own, Linq.Hidden(key)), .. others]);
        return keys.Distinct()
            .SelectMany(key, ofPage ? Sorted(ofOne, first: true).Take(scope.Limit.Expression) : ofOne);
    }
}
