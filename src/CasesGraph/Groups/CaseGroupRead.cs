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
    private readonly IReadOnlyList<CaseGroupDimension> dimensions;
    private readonly CaseGroupPage page;
    private readonly RequestValues values;
    private readonly Planned<Statement> groups;

    /// <summary>Whether groups are made of half hours here, and not by the database.</summary>
    private readonly bool cuts;
    private readonly Planned<Statement>? total;
    private readonly List<GroupDurations> durations = [];
    private readonly List<(
        CaseGroupDimension Dimension,
        Planned<Statement>? Extent,
        Planned<Statement>? Objects
    )> filling = [];

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
        groups = cuts
            ? plans.Own($"half hours {Shape(counted)}", list, values, by, HalfHours(counted))
            : plans.Own($"groups {page.Order} {Shape(counted)}", list, values, by, First(counted, page.Order));
        if (page is { Counts: true, Fills: false } && !cuts)
            total = plans.Own($"group count {Shape(counted)}", list, values, by, Count(counted));
        if (page.Measures.Count > 0)
            AddMeasures(plans, list, counted, now);
        if (!page.Fills)
            return;
        foreach (var dimension in dimensions)
            filling.Add(Filling(plans, list, dimension));
    }

    private (CaseGroupDimension, Planned<Statement>?, Planned<Statement>?) Filling(
        RequestPlans plans,
        ListSelection list,
        CaseGroupDimension dimension
    )
    {
        GroupDimension[] alone = [dimension.Counted];
        var by = CaseGroupDimension.CountedBy(alone, cuts: false);
        if (dimension.Target is not null)
            return (
                dimension,
                plans.Own($"group count {Shape(alone)}", list, values, by, Count(alone)),
                plans.Own($"groups {GroupOrder.Key} {Shape(alone)}", list, values, by, First(alone, GroupOrder.Key))
            );
        // Half hours tell that of a time.
        if (cuts && dimension.Zone is not null)
            return (dimension, null, null);
        return (
            dimension,
            plans.Own($"extent {alone[0].Column.Name}", list, values, by, Extent(alone[0].Column)),
            null
        );
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
                        $"group {measure.Name} {Shape(counted)}",
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

    public int StatementCount =>
        1
        + (total is null ? 0 : 1)
        + durations.Count
        + filling.Sum(one => (one.Extent is null ? 0 : 1) + (one.Objects is null ? 0 : 1));

    public async Task<ReadGroups> ReadAsync(ReadSession session, CancellationToken token)
    {
        var read = await ReadCountsAsync(session, token);
        var found = new Dictionary<string, IReadOnlyDictionary<(long?, long?), GroupDuration>>(StringComparer.Ordinal);
        foreach (var measured in durations)
            found[measured.Measure.Name] = await measured.ReadAsync(read.Rows, read.Count, values, session, token);
        return read with { Durations = found };
    }

    private async Task<ReadGroups> ReadCountsAsync(ReadSession session, CancellationToken token)
    {
        if (cuts)
            return await ReadCutsAsync(session, token);
        // One more than are shown tells whether that is all.
        var rows = await session.ReadAsync(groups.Value, values, [], page.Most + 1, token);
        if (page.Fills)
            return await FillAsync(rows, ofTime: null, session, token);
        var truncated = rows.Count > page.Most;
        var count = Math.Min(rows.Count, page.Most);
        if (total is null || !truncated)
            return new ReadGroups(rows, count, rows.Count, truncated);
        var all = await session.ReadAsync(total.Value, values, [], limit: 0, token);
        return new ReadGroups(rows, count, all[0, 0].Number, truncated);
    }

    private async Task<ReadGroups> ReadCutsAsync(ReadSession session, CancellationToken token)
    {
        // What groups are made of is no part of the answer.
        var halfHours = await session.Within(bound: null).ReadAsync(groups.Value, values, [], limit: 0, token);
        var made = new HalfHourGroups(dimensions, halfHours);
        var rows = made.First(page.Order, page.Most + 1);
        return page.Fills
            ? await FillAsync(rows, made.Extent, session, token)
            : new ReadGroups(rows, Math.Min(rows.Count, page.Most), made.Count, made.Count > page.Most);
    }

    /// <summary>Adds groups without cases.</summary>
    /// <param name="ofTime">The extent of the time, where it was read with the groups.</param>
    private async Task<ReadGroups> FillAsync(RowSet rows, RowSet? ofTime, ReadSession session, CancellationToken token)
    {
        var domains = new List<GroupDomain>();
        foreach (var (dimension, size, objects) in filling)
        {
            var sizes = size is null ? ofTime! : await session.ReadAsync(size.Value, values, [], limit: 0, token);
            domains.Add(
                objects is null
                    ? GroupDomain.Of(dimension, sizes)
                    // Behind the groups with cases there is a page of those without, at most.
                    : GroupDomain.OfObjects(
                        dimension,
                        await session.ReadAsync(objects.Value, values, [], (2 * page.Most) + 1, token),
                        sizes
                    )
            );
        }
        var all = GroupDomain.Product(domains);
        var filled = FilledGroups.Of(dimensions, domains, rows, page.Order, page.Most);
        return new ReadGroups(filled, filled.Count, all, all > filled.Count);
    }
}
