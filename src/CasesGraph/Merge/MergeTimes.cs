using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>The times that merges changed in the cases that went on, as the log kept them.</summary>
internal sealed class MergeTimes
{
    private readonly Dictionary<(long ChangeSet, long Case), string> kept;

    private MergeTimes(Dictionary<(long, long), string> kept) => this.kept = kept;

    /// <summary>Reads what the log kept.</summary>
    /// <param name="merges">Those that are undone or done again.</param>
    public static async Task<MergeTimes> LoadAsync(
        IEnumerable<Case> survivors,
        IEnumerable<CaseMerge> merges,
        CasesDb db,
        CancellationToken token
    )
    {
        var sets = merges.Select(merge => merge.Change.ChangeSetId).Distinct().ToList();
        var numbers = survivors.Select(c => c.Number).ToList();
        var changes = await db
            .CaseChanges.Where(change =>
                sets.Contains(change.ChangeSetId)
                && change.Settled != null
                && numbers.Contains(change.CaseNumber!.Value)
            )
            .Select(change => new
            {
                change.ChangeSetId,
                Case = change.CaseNumber!.Value,
                Settled = change.Settled!,
            })
            .ToListAsync(token);
        return new(changes.ToDictionary(one => (one.ChangeSetId, one.Case), one => one.Settled));
    }

    /// <summary>
    /// Sets what follows from a field as it was before the merge, or after it. Since when a case is closed is told from all
    /// that was done to it.
    /// </summary>
    public void Set(ValueField field, Case survivor, CaseMerge merge, ChangeKind kind)
    {
        var settled = kept.GetValueOrDefault((merge.Change.ChangeSetId, survivor.Number));
        foreach (var (time, before, after) in SettledTimes.Read(settled))
        {
            if (time.FollowsFrom == new CaseField(field.LogName) && time.Property.Name is not nameof(Case.ClosedAt))
                time.Property.SetValue(survivor, kind is ChangeKind.Merged ? after : before);
        }
    }
}
