using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Merge;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Purge;

/// <summary>
/// Cases that go on for one outside a selection: for each that was merged into them the whole way of its merges has to
/// stay.
/// </summary>
internal static class GoingOn
{
    /// <summary>By one statement where there are none, else by two for each merge on the longest way.</summary>
    public static async Task<IReadOnlyCollection<long>> FindAsync(
        CasesDb db,
        IReadOnlyList<long> selected,
        CancellationToken token
    )
    {
        var survivors = db.Cases.Where(c => selected.Contains(c.Number)).Select(c => c.MergedIntoNumber ?? c.Number);
        var outside = await db
            .Cases.Where(c => survivors.Contains(c.MergedIntoNumber!.Value) && !selected.Contains(c.Number))
            .Select(c => new { c.Number, Into = c.MergedIntoNumber!.Value })
            .ToListAsync(token);
        var staying = outside.Select(c => c.Into).ToHashSet();
        for (var way = outside.ConvertAll(c => c.Number); way.Count > 0; )
        {
            var on = await db.Set<CaseMerge>()
                .Where(merge => way.Contains(merge.CaseNumber) && merge.Case.MergedIntoNumber != null)
                .Select(merge => merge.SurvivorNumber)
                .ToListAsync(token);
            way = [.. on.Where(staying.Add)];
        }
        return staying;
    }
}
