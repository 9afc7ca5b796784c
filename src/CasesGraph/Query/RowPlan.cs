using System.Diagnostics;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>
/// How rows of one level are read for all owners at once: a statement for the rows, one for the counts where they are
/// asked for, and a plan for each to-many selection below. The number of statements is that of the plan, whatever the
/// number of rows.
/// </summary>
/// <param name="Rows">Null when only the count was asked for.</param>
/// <param name="OwnerColumn">The rows' column with their owner's key; null when there is one owner only.</param>
/// <param name="List">The place among the request's lists; null when all rows are wanted.</param>
internal sealed record RowPlan(
    Statement? Rows,
    Statement? Counts,
    int? OwnerColumn,
    int? List,
    IReadOnlyList<ChildPlan> Children
)
{
    /// <summary>Null where no estimate is asked for; only at the root.</summary>
    public CountEstimate? Estimate { get; init; }

    /// <summary>Null where the rows are no log, or all of it is looked at.</summary>
    public LogWindow? Window { get; init; }

    /// <summary>Ways to read the same where they lead to few rows; none for most.</summary>
    public IReadOnlyList<FewRows> Few { get; init; } = [];

    /// <summary>Ways to read a search whose hits are many; null where there are none.</summary>
    public SearchWays? Ways { get; init; }

    /// <summary>Null where no filter says where in the log to look.</summary>
    public LogTimes? Times { get; init; }

    /// <summary>Whether the rows are entries of the log.</summary>
    public bool IsOfLog { get; init; }

    /// <summary>Null where rows are not found by entries of the log.</summary>
    public NearLog? Near { get; init; }

    /// <summary>Null where a page begins where its rows are.</summary>
    public KeyRange? Range { get; init; }

    public required LevelPrice Price { get; init; }

    /// <summary>Whether anything that is written of the rows depends on who asks.</summary>
    public required bool IsWrittenForCaller { get; init; }

    /// <summary>Of whole runs, the levels below included, whatever was asked for.</summary>
    public Pace Pace { get; } = new();

    /// <summary>The same with the prices of another selection that is laid out the same.</summary>
    public RowPlan PricedAs(RowLayout layout) =>
        this with
        {
            Price = layout.Price,
            Children =
            [
                .. Children.Zip(
                    layout.Children,
                    (child, laid) => child with { Plan = child.Plan.PricedAs(laid.Layout) }
                ),
            ],
        };

    /// <summary>The same of the levels below too.</summary>
    public bool WritesForCaller => IsWrittenForCaller || Children.Any(child => child.Plan.WritesForCaller);

    /// <summary>Whether two callers who may do the same can get different answers.</summary>
    public bool IsOfCaller =>
        IsWrittenForCaller
        || Rows?.IsOfCaller is true
        || Counts?.IsOfCaller is true
        || Few.Any(few => few.IsOfCaller)
        || Ways?.IsOfCaller is true
        || Near?.Rows?.IsOfCaller is true
        || Near?.Counts?.IsOfCaller is true
        || Children.Any(child => child.Plan.IsOfCaller);

    /// <summary>Whether two can who see rows by the same teams and accounts besides.</summary>
    public bool IsOfOne =>
        IsWrittenForCaller
        || Rows?.IsOfOne is true
        || Counts?.IsOfOne is true
        || Ways?.IsOfOne is true
        || Children.Any(child => child.Plan.IsOfOne);

    public bool ReadsLists => List is not null || Children.Count > 0;

    /// <summary>
    /// How many statements a run has at most, rows and their count, which are read at one moment, as one; levels without
    /// any row are skipped.
    /// </summary>
    public int StatementCount =>
        (Rows is null && Counts is null ? 0 : 1)
        + (Times is null ? 0 : 1)
        + (Near is null ? 0 : 1)
        + (Range is null ? 0 : 1)
        + (Window is null ? 0 : LogWindow.MostStatements)
        + (Estimate is null ? 0 : 2)
        + Few.Sum(few => few.StatementCount)
        + (Ways?.StatementCount ?? 0)
        + Children.Sum(child => child.Plan.StatementCount);

    /// <summary>The owner's key where there is one owner only.</summary>
    public const long SoleOwner = 0;

    public async Task<ChildRows> RunAsync(
        ReadSession session,
        RequestValues values,
        IReadOnlyCollection<long> owners,
        CancellationToken token
    )
    {
        var begun = ReadsLists ? Stopwatch.GetTimestamp() : 0;
        var arguments = List is { } list ? values.List(list) : null;
        var limit = (arguments?.Size ?? 0) + 1;
        var (rows, counted) = (default(RowSet), default(RowSet));
        long? lookedUpTo = null;
        if (Times is not null)
            values = await Times.OpenAsync(session, values, IsOfLog ? arguments : null, token);
        var (asked, counting) = (Rows, Counts);
        if (Near is not null && await Near.IsFewAsync(session, values, token))
            (asked, counting) = (Near.Rows, Near.Counts);
        if (Range is not null && await Range.OpenAsync(session, values, token) is { } within)
            (asked, values) = (Range.Rows, within);
        if (Window is not null)
            (rows, lookedUpTo) = await ReadWindowAsync(Window, session, values, limit, token);
        if (Ways is not null && owners.Count > 0)
        {
            var found = await Ways.ReadAsync(session, values, limit, token);
            (rows, counting, values) = (found.Rows, found.Counts ?? counting, found.Values);
        }
        if (owners.Count > 0)
        {
            var few = Few.Count > 0 ? await LookAsync(session, values, limit, token) : null;
            if (few is { IsFewer: true, By.Rows: { } fewer })
                asked = fewer;
            if (few is { IsCounted: true, By.Counts: { } fewerCounts })
                counting = fewerCounts;
            var (more, counts) = await ReadAsync(
                (rows is null ? asked : null, counting),
                session,
                values,
                few?.Keys ?? owners,
                limit,
                token
            );
            (rows, counted) = (rows ?? more, counts);
        }
        rows ??= new RowSet(width: 0, values);
        var ranges = Ranges(rows);
        if (session.Tally is { } tally && owners.Count > 0)
            tally.Add(PriceOf(owners.Count, ranges.Values, arguments));
        foreach (var child in Children)
        {
            var keys = KeysOf(rows, ranges, child, arguments?.Size ?? int.MaxValue);
            rows.Children = [.. rows.Children, await child.Plan.RunAsync(session, values, keys, token)];
        }
        var estimate = Estimate is null ? (long?)null : await Estimate.RunAsync(session, values, token);
        if (ReadsLists)
            Pace.Add(begun);
        return new ChildRows
        {
            Rows = rows,
            Ranges = ranges,
            Counts = CountsIn(counted),
            Estimate = estimate,
            LookedUpTo = lookedUpTo,
        };
    }

    private double PriceOf(int owners, IEnumerable<(int Start, int Length)> ranges, ListArguments? arguments)
    {
        var most = arguments?.Size ?? int.MaxValue;
        return Price.Of(owners, ranges.Sum(range => Math.Min(range.Length, most))) + (arguments?.ConditionPoints ?? 0);
    }

    private Dictionary<long, (int Start, int Length)> Ranges(RowSet rows)
    {
        var ranges = new Dictionary<long, (int Start, int Length)>();
        if (OwnerColumn is not { } column)
        {
            ranges.Add(SoleOwner, (0, rows.Count));
            return ranges;
        }
        for (var row = 0; row < rows.Count; row++)
        {
            var owner = rows[row, column].Number;
            var (start, length) = ranges.GetValueOrDefault(owner, (row, 0));
            ranges[owner] = (start, length + 1);
        }
        return ranges;
    }

    /// <summary>Keys of the rows that will be written; the one row beyond a page only tells that there are more.</summary>
    private static HashSet<long> KeysOf(
        RowSet rows,
        Dictionary<long, (int Start, int Length)> ranges,
        ChildPlan child,
        int size
    )
    {
        var keys = new HashSet<long>();
        foreach (var (start, length) in ranges.Values)
        {
            for (var row = start; row < start + Math.Min(length, size); row++)
            {
                if (child.Only?.Has(rows, row) is false || rows[row, child.KeyColumn] is not { IsNull: false } key)
                    continue;
                if (child.Held is { } held)
                    held.AddTo(keys, key);
                else
                    keys.Add(key.Number);
            }
        }
        return keys;
    }

    /// <summary>A page of the log, and the position behind which nothing was looked at; null where it is full, or all was.</summary>
    private async Task<(RowSet Rows, long? LookedUpTo)> ReadWindowAsync(
        LogWindow window,
        ReadSession session,
        RequestValues values,
        int limit,
        CancellationToken token
    )
    {
        var page = values.List(List!.Value);
        var (rows, lookedUpTo) = (default(RowSet), default(long?));
        foreach (var length in window.Lengths)
        {
            var end = await window.OpenAsync(length, session, values, page, token);
            rows = await session.ReadAsync(Rows!, end.Values, [SoleOwner], limit, token);
            lookedUpTo = end.IsShort && rows.Count < limit ? end.Position : null;
            if (lookedUpTo is null)
                break;
        }
        return (rows!, lookedUpTo);
    }

    /// <summary>The first way to few rows that the page is read by, or else the first that they are counted by.</summary>
    private async ValueTask<FewFound?> LookAsync(
        ReadSession session,
        RequestValues values,
        int limit,
        CancellationToken token
    )
    {
        FewFound? found = null;
        foreach (var few in Few)
        {
            var looked = await few.LookAsync(session, values, limit, token);
            if (looked is { IsFewer: true })
                return looked;
            found ??= looked;
        }
        return found;
    }

    private static async Task<(RowSet? Rows, RowSet? Counts)> ReadAsync(
        (Statement? Rows, Statement? Counts) asked,
        ReadSession session,
        RequestValues values,
        IReadOnlyCollection<long> owners,
        int limit,
        CancellationToken token
    ) =>
        asked switch
        {
            ({ } rows, { } counts) => await session.ReadBothAsync(rows, counts, values, owners, limit, token),
            ({ } rows, null) => (await session.ReadAsync(rows, values, owners, limit, token), null),
            (null, { } counts) => (null, await session.ReadAsync(counts, values, owners, limit, token)),
            _ => (null, null),
        };

    private Dictionary<long, long> CountsIn(RowSet? rows)
    {
        var counts = new Dictionary<long, long>(rows?.Count ?? 0);
        for (var row = 0; row < rows?.Count; row++)
        {
            if (OwnerColumn is null)
                counts.Add(SoleOwner, rows[row, 0].Number);
            else
                counts.Add(rows[row, 0].Number, rows[row, 1].Number);
        }
        return counts;
    }
}

/// <summary>A plan for what stands below each row.</summary>
/// <param name="KeyColumn">The parent rows' column with the key by which the child plan knows its owners.</param>
/// <param name="Only">Below which rows; null for all.</param>
/// <param name="Held">What the column has in the place of a key; null for the key itself.</param>
internal sealed record ChildPlan(RowPlan Plan, int KeyColumn, RowsOnly? Only, HeldIds? Held);
