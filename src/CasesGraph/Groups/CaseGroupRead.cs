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
    private readonly Planned<Statement>? total;
    private readonly List<GroupDurations> durations = [];
    private readonly List<(
        CaseGroupDimension Dimension,
        Planned<Statement> Extent,
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
        groups = plans.Own($"groups {page.Order} {Shape(counted)}", list, values, First(counted, page.Order));
        if (page is { Counts: true, Fills: false })
            total = plans.Own($"group count {Shape(counted)}", list, values, Count(counted));
        if (page.Measures.Count > 0)
            AddMeasures(plans, list, counted, now);
        if (!page.Fills)
            return;
        foreach (var dimension in dimensions)
        {
            GroupDimension[] by = [dimension.Counted];
            filling.Add(
                dimension.Target is null
                    ? (dimension, plans.Own($"extent {by[0].Column.Name}", list, values, Extent(by[0].Column)), null)
                    : (
                        dimension,
                        plans.Own($"group count {Shape(by)}", list, values, Count(by)),
                        plans.Own($"groups {GroupOrder.Key} {Shape(by)}", list, values, First(by, GroupOrder.Key))
                    )
            );
        }
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

    private static Func<PlanScope, IQueryable<Case>, Statement> First(GroupDimension[] by, GroupOrder order) =>
        (scope, rows) => new GroupQuery(by, scope, rows).First(order);

    private static Func<PlanScope, IQueryable<Case>, Statement> Count(GroupDimension[] by) =>
        (scope, rows) => new GroupQuery(by, scope, rows).Count();

    /// <summary>How many cases there are, how many of them have a value, the least value and the greatest.</summary>
    private static Func<PlanScope, IQueryable<Case>, Statement> Extent(PropertyInfo column) =>
        (scope, rows) =>
        {
            var row = Expression.Parameter(typeof(Case), "row");
            return Totals.Extent(rows.Columns(row, [Expression.Property(row, column)]), scope.Translation);
        };

    private static string Shape(IEnumerable<GroupDimension> dimensions) =>
        string.Concat(dimensions.Select(dimension => dimension.Shape));

    public int StatementCount =>
        1 + (total is null ? 0 : 1) + durations.Count + filling.Sum(dimension => dimension.Objects is null ? 1 : 2);

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
        // One more than are shown tells whether that is all.
        var rows = await session.ReadAsync(groups.Value, values, [], page.Most + 1, token);
        if (page.Fills)
            return await FillAsync(rows, session, token);
        var truncated = rows.Count > page.Most;
        var count = Math.Min(rows.Count, page.Most);
        if (total is null || !truncated)
            return new ReadGroups(rows, count, rows.Count, truncated);
        var all = await session.ReadAsync(total.Value, values, [], limit: 0, token);
        return new ReadGroups(rows, count, all[0, 0].Number, truncated);
    }

    private async Task<ReadGroups> FillAsync(RowSet rows, ReadSession session, CancellationToken token)
    {
        var domains = new List<GroupDomain>();
        foreach (var (dimension, size, objects) in filling)
        {
            var sizes = await session.ReadAsync(size.Value, values, [], limit: 0, token);
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
