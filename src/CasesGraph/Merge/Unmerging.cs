using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Merge;

/// <summary>Brings merged cases back, in memory; whoever runs it saves.</summary>
internal sealed class Unmerging(Call call, ChangeLogWriter log, MergeTree tree)
{
    /// <summary>Brings back cases that went on in the same one.</summary>
    /// <param name="merged">Cases below the root.</param>
    /// <returns>The cases that they went into, with what stays there.</returns>
    public async Task<Survivors> RunAsync(IReadOnlyCollection<Case> merged, CancellationToken token)
    {
        var above = merged.SelectMany(tree.Above).Distinct().ToList();
        var taken = above.SelectMany(c => Composition.Taken([.. tree.Into(c)]));
        var survivors = await Survivors.LoadAsync(tree, above, taken, call, log, token);
        var items = await MovedItems.LoadAsync(tree, merged, call.Db, token);
        foreach (var one in merged)
        {
            var merge = tree.MergeOf(one)!;
            var below = tree.Below(one).ToList();
            survivors.Change(tree.Above(one).ToList(), one, merge, ChangeKind.Unmerged, () => tree.Cut(one));
            BringBack(one, merge, survivors);
            foreach (var earlier in below)
            {
                earlier.MergedIntoNumber = one.Number;
                log.Tell(earlier, ChangeKind.Unmerged);
            }
            items.Move(below.Prepend(one), one);
        }
        items.SettleFirstResponse();
        await call.FollowMergedAsync([.. above, .. merged], token);
        survivors.LostAssignees = await call.SettleAssigneesAsync(undoes: true, token);
        await new MergeTimes(call).SettleAsync([.. above, .. merged], ChangeKind.Unmerged, undoes: null, token);
        await survivors.FinishAsync(token);
        return survivors;
    }

    private void BringBack(Case merged, CaseMerge merge, Survivors survivors)
    {
        log.Tell(merged, ChangeKind.Unmerged);
        CaseRules.GoBack(merged, merge.Status, merge.StatusDetailId, merge.ClosedAt ?? merged.ClosedAt ?? call.Now);
        merged.DeletedAt = null;
        merged.MergedIntoNumber = null;
        if (merge.ExternalReference is not { } reference)
            return;
        if (survivors.IsUsed(reference))
            survivors.Lose(merged, reference);
        else
            merged.ExternalReference = reference;
    }
}
