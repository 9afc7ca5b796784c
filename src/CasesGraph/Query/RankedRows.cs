using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data.Tallies;

namespace CasesGraph.Query;

/// <summary>
/// Groups of a tally that is ranked: nearly each of its rows is a group by itself, so that the first groups, and how many
/// there are, are read from an index of the counts, however many groups there are.
/// </summary>
internal static class RankedRows
{
    private static readonly MethodInfo MostOf = Method(nameof(Most));
    private static readonly MethodInfo CountsOf = Method(nameof(Counts));

    extension(CountedRows counted)
    {
        /// <summary>Among which are all rows of the groups that have the most, as many as the run is limited to.</summary>
        public CountedRows WithMost(PlanScope scope) =>
            counted.Tally is { IsRanked: true } ? counted with { Rows = Call(MostOf, counted, scope) } : counted;

        /// <summary>A row for each group; null where the tally is not ranked.</summary>
        public IQueryable? EachGroup(PlanScope scope) =>
            counted.Tally is { IsRanked: true } ? Call(CountsOf, counted, scope) : null;
    }

    private static IQueryable Call(MethodInfo method, CountedRows counted, PlanScope scope) =>
        (IQueryable)method.MakeGenericMethod(counted.Tally!.Row).Invoke(obj: null, [counted, scope])!;

    private static IQueryable<TRow> Most<TRow>(CountedRows counted, PlanScope scope)
        where TRow : TallyRow
    {
        var (whole, others) = scope.Db.Dialect.Split((IQueryable<TRow>)counted.Rows, counted.Tally!);
        var (limit, all) = ((int)scope.Limit.Held, (int)Sought.All.Held);
        // A part with a limit, though it is never reached, is read by itself: by the index of the counts, and not by that of
        // what is grouped by.
        var most = whole
            .Where(row =>
                row.Count >= whole.OrderByDescending(other => other.Count).Take(limit).Min(other => (long?)other.Count)
            )
            .OrderByDescending(row => row.Count)
            .Take(all);
        return others is null ? most : Queryable.Concat(most, others);
    }

    private static IQueryable<long> Counts<TRow>(CountedRows counted, PlanScope scope)
        where TRow : TallyRow
    {
        var (whole, others) = scope.Db.Dialect.Split((IQueryable<TRow>)counted.Rows, counted.Tally!);
        var counts = whole.Where(row => row.Count != 0).Select(row => row.Count);
        if (others is null)
            return counts;
        var one = Expression.Parameter(typeof(TRow), "row");
        var key = Expression.Property(one, counted.Tally!.Columns[0].Own);
        var groups = (counted with { Rows = others }).GroupBy(one, key);
        var group = Expression.Parameter(groups.ElementType, "group");
        return Queryable.Concat(counts, (IQueryable<long>)groups.Select(group, counted.CountOf(group)));
    }

    private static MethodInfo Method(string name) =>
        typeof(RankedRows).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
