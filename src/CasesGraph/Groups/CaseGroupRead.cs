using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>What is asked of the groups as a whole.</summary>
/// <param name="Fills">Whether groups without cases are added.</param>
/// <param name="Counts">Whether it is told how many there are.</param>
/// <param name="Measures">What is asked of each beside its count.</param>
internal sealed record CaseGroupPage(
    GroupOrder Order,
    int Most,
    bool Fills,
    bool Counts,
    IReadOnlyList<GroupMeasure> Measures
);

/// <summary>Groups as they were read.</summary>
/// <param name="Count">How many of the rows are on the page.</param>
/// <param name="Total">0 where it is not asked for.</param>
internal sealed record ReadGroups(RowSet Rows, int Count, long Total, bool Truncated)
{
    /// <summary>The measures by their names, each by the values of the dimensions.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<(long?, long?), GroupDuration>> Durations { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<(long?, long?), GroupDuration>>(StringComparer.Ordinal);
}

/// <summary>The statements that groups need: one, one more to count them, up to two for each dimension to fill them, and one for each measure.</summary>
internal sealed class CaseGroupRead
{
    /// <summary>To count them by another statement takes as long as to make them, and to read so many a millisecond.</summary>
    private const int CountedAsRead = 1_000;

    private readonly IReadOnlyList<CaseGroupDimension> dimensions;
    private readonly CaseGroupPage page;
    private readonly RequestValues values;
    private readonly KeptOrCounted groups;

    /// <summary>Whether groups are made of half hours here, and not by the database.</summary>
    private readonly bool cuts;
    private readonly KeptOrCounted? total;

    /// <summary>Null where what is kept tells of nothing that lists leave out.</summary>
    private readonly Planned<Statement>? untold;
    private readonly List<GroupDurations> durations = [];
    private readonly List<(CaseGroupDimension Dimension, KeptOrCounted? Extent, KeptOrCounted? Objects)> filling = [];

    public CaseGroupRead(
        RequestPlans plans,
        ListSelection list,
        RequestValues values,
        IReadOnlyList<CaseGroupDimension> dimensions,
        CaseGroupPage page,
        DateTime now
    )
    {
        (this.dimensions, this.page, this.values) = (dimensions, page, values);
        GroupDimension[] counted = [.. dimensions.Select(dimension => dimension.Counted)];
        cuts = CaseGroupDimension.MayBeCut(dimensions);
        var by = CaseGroupDimension.CountedBy(counted, cuts);
        untold = UntoldLinks.Of(counted) is { } told ? plans.Own($"untold {Shape(counted)}", told.Statement) : null;
        var own = new KeptOrCounted.Plans(plans, list, values, both: untold is not null);
        groups = cuts
            ? own.Get($"half hours {Shape(counted)}", by, HalfHours(counted))
            : own.Get($"groups {page.Order} {Shape(counted)}", by, First(counted, page.Order));
        if (page is { Counts: true, Fills: false } && !cuts)
            total = own.Get($"group count {Shape(counted)}", by, Count(counted));
        if (page.Measures.Count > 0)
            AddMeasures(plans, list, counted, now);
        if (!page.Fills)
            return;
        foreach (var dimension in dimensions)
            filling.Add(Filling(own, dimension));
    }

    private (CaseGroupDimension, KeptOrCounted?, KeptOrCounted?) Filling(
        KeptOrCounted.Plans plans,
        CaseGroupDimension dimension
    )
    {
        GroupDimension[] alone = [dimension.Counted];
        var by = CaseGroupDimension.CountedBy(alone, cuts: false);
        if (dimension.Target is not null)
            return (
                dimension,
                plans.Get($"group count {Shape(alone)}", by, Count(alone)),
                plans.Get($"groups {GroupOrder.Key} {Shape(alone)}", by, First(alone, GroupOrder.Key))
            );
        // Half hours tell that of a time.
        if (cuts && dimension.Zone is not null)
            return (dimension, null, null);
        return (dimension, plans.Get($"extent {alone[0].Column.Name}", by, Extent(alone[0].Column)), null);
    }

    private void AddMeasures(RequestPlans plans, ListSelection list, GroupDimension[] counted, DateTime now)
    {
        var given = new ListValues(list: 1);
        var slot = given.Add(now, typeof(DateTime));
        values.Add(ListArguments.Bare(given));
        foreach (var measure in page.Measures)
            durations.Add(
                new(
                    measure,
                    dimensions,
                    plans.Own<Case>(
                        $"group {measure.Name} {measure.HasPercentiles} {Shape(counted)}",
                        list,
                        values,
                        (scope, rows) => GroupQuery.Durations(measure, counted, scope, rows, slot)
                    )
                )
            );
    }

    private static Func<PlanScope, CountedRows, Statement> First(GroupDimension[] by, GroupOrder order) =>
        (scope, rows) => new GroupQuery(by, scope, rows).First(order);

    private static Func<PlanScope, CountedRows, Statement> Count(GroupDimension[] by) =>
        (scope, rows) => new GroupQuery(by, scope, rows).Count();

    private static Func<PlanScope, CountedRows, Statement> HalfHours(GroupDimension[] by) =>
        (scope, rows) => new GroupQuery(by, scope, rows, cuts: true).All();

    /// <summary>How many cases there are, how many of them have a value, the least value and the greatest.</summary>
    private static Func<PlanScope, CountedRows, Statement> Extent(PropertyInfo column) =>
        (scope, rows) =>
        {
            var row = Expression.Parameter(rows.Rows.ElementType, "row");
            var value = rows.Column(row, column);
            return rows.Tally is null
                ? Totals.Extent(rows.Rows.Columns(row, [value]), scope.Translation)
                : Totals.ExtentOfCounted(rows.Rows.Columns(row, [value, CountedRows.Weight(row)]), scope.Translation);
        };

    private static string Shape(IEnumerable<GroupDimension> dimensions) =>
        string.Concat(dimensions.Select(dimension => dimension.Shape));

    /// <summary>Those that cases are counted by.</summary>
    public int CountingStatements =>
        1
        + (total is null ? 0 : 1)
        + durations.Count
        + filling.Sum(one => (one.Extent is null ? 0 : 1) + (one.Objects is null ? 0 : 1));

    /// <summary>There are as many groups as objects, of which those with the most cases are found without the others.</summary>
    private bool IsOfObjects => dimensions is [{ Target: not null }];

    public int StatementCount => CountingStatements + (untold is null ? 0 : 1);

    public async Task<ReadGroups> ReadAsync(ReadSession session, CancellationToken token)
    {
        var isKept =
            untold is null
            || (await session.ReadAsync(untold.Value, new RequestValues(), [], limit: 1, token)).Count == 0;
        var read = await ReadCountsAsync(isKept, session, token);
        var found = new Dictionary<string, IReadOnlyDictionary<(long?, long?), GroupDuration>>(StringComparer.Ordinal);
        foreach (var measured in durations)
            found[measured.Measure.Name] = await measured.ReadAsync(read.Rows, read.Count, values, session, token);
        return read with { Durations = found };
    }

    private async Task<ReadGroups> ReadCountsAsync(bool isKept, ReadSession session, CancellationToken token)
    {
        if (cuts)
            return await ReadCutsAsync(isKept, session, token);
        // One more than are shown tells whether that is all; of few they are counted as they are read.
        var most = total is null || IsOfObjects ? page.Most : Math.Max(page.Most, CountedAsRead);
        var rows = await session.ReadAsync(groups.Statement(isKept), values, [], most + 1, token);
        if (page.Fills)
            return await FillAsync(isKept, rows, ofTime: null, session, token);
        var truncated = rows.Count > page.Most;
        var count = Math.Min(rows.Count, page.Most);
        if (total is null || rows.Count <= most)
            return new ReadGroups(rows, count, rows.Count, truncated);
        var all = await session.ReadAsync(total.Statement(isKept), values, [], limit: 0, token);
        return new ReadGroups(rows, count, all[0, 0].Number, truncated);
    }

    private async Task<ReadGroups> ReadCutsAsync(bool isKept, ReadSession session, CancellationToken token)
    {
        // What groups are made of is no part of the answer.
        var halfHours = await session
            .Within(bound: null)
            .ReadAsync(groups.Statement(isKept), values, [], limit: 0, token);
        var made = new HalfHourGroups(dimensions, halfHours);
        var rows = made.First(page.Order, page.Most + 1);
        return page.Fills
            ? await FillAsync(isKept, rows, made.Extent, session, token)
            : new ReadGroups(rows, Math.Min(rows.Count, page.Most), made.Count, made.Count > page.Most);
    }

    /// <summary>Adds groups without cases.</summary>
    /// <param name="ofTime">The extent of the time, where it was read with the groups.</param>
    private async Task<ReadGroups> FillAsync(
        bool isKept,
        RowSet rows,
        RowSet? ofTime,
        ReadSession session,
        CancellationToken token
    )
    {
        var domains = new List<GroupDomain>();
        foreach (var (dimension, size, objects) in filling)
        {
            var sizes = size is null
                ? ofTime!
                : await session.ReadAsync(size.Statement(isKept), values, [], limit: 0, token);
            domains.Add(
                objects is null
                    ? GroupDomain.Of(dimension, sizes)
                    // Behind the groups with cases there is a page of those without, at most.
                    : GroupDomain.OfObjects(
                        dimension,
                        await session.ReadAsync(objects.Statement(isKept), values, [], (2 * page.Most) + 1, token),
                        sizes
                    )
            );
        }
        var all = GroupDomain.Product(domains);
        var filled = FilledGroups.Of(dimensions, domains, rows, page.Order, page.Most);
        return new ReadGroups(filled, filled.Count, all, all > filled.Count);
    }
}
