using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// Merges cases that were brought back, in memory, as if they had never been: the merge takes its old place among all
/// that was done to the survivors, so that what was done behind it stays.
/// </summary>
internal sealed class MergingAgain(Call call, ChangeLogWriter log, MergeTree tree)
{
    /// <summary>Merges cases that went on in the same one.</summary>
    /// <param name="back">Loaded by <see cref="Merging.LoadAsync"/>, with the root of the tree as the primary case.</param>
    /// <param name="undoes">The change set that brought them back.</param>
    public async Task<Survivors> RunAsync(IReadOnlyCollection<Case> back, long undoes, CancellationToken token)
    {
        var numbers = back.Select(c => c.Number).ToList();
        var merges = await call
            .Db.Set<CaseMerge>()
            .Where(merge => numbers.Contains(merge.CaseNumber))
            .Include(merge => merge.Change)
            .ToDictionaryAsync(merge => merge.CaseNumber, token);
        var above = back.SelectMany(one => Path(merges[one.Number])).Distinct().ToList();
        var taken = above
            .SelectMany(c => Composition.Taken([.. tree.Into(c)]))
            .Concat(Composition.Taken([.. back.Select(one => (one, merges[one.Number]))]));
        var survivors = await Survivors.LoadAsync(tree, above, taken, call, log, token);
        var defaults = await StatusDefaults.LoadAsync(call.Db, token);
        foreach (var one in back.OrderBy(c => c.Number))
        {
            var merge = merges[one.Number];
            survivors.Change(Path(merge), one, merge, ChangeKind.Merged, () => GoAgain(one, merge, defaults));
        }
        survivors.LostAssignees = await call.SettleAssigneesAsync(undoes: true, token);
        await new MergeTimes(call).SettleAsync(above, ChangeKind.Merged, undoes, token);
        return survivors;
    }

    private List<Case> Path(CaseMerge merge)
    {
        var survivor = tree[merge.SurvivorNumber];
        return [survivor, .. tree.Above(survivor)];
    }

    private void GoAgain(Case one, CaseMerge merge, StatusDefaults defaults)
    {
        (merge.Status, merge.StatusDetailId, merge.ClosedAt) = (one.Status, one.StatusDetailId, one.ClosedAt);
        merge.ExternalReference = null;
        if (merge.Took(new CaseField("EXTERNAL_REFERENCE")))
            (merge.ExternalReference, one.ExternalReference) = (one.ExternalReference, null);
        Merging.MoveTo(tree.Root, one, tree.Parts, log);
        CaseRules.MergeAway(one, defaults, call.Now);
        tree.Add(one, merge);
    }
}
