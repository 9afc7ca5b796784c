using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Merge;
using CasesGraph.Operations;

namespace CasesGraph.Revert;

/// <summary>
/// Undoes what is left of a merge whose cases are all back: values and links of the case that went on, which somebody had
/// changed, and has changed back since.
/// </summary>
internal sealed class RevertedRest(Call call, ChangeLogWriter log, Skips skips, bool dryRun)
{
    /// <summary>Whether a change is that of a case which was merged away or came back.</summary>
    public static bool IsMerged(CaseChange change) => change.Fields.Any(row => row.Field == CaseField.MergedInto);

    /// <summary>Lists what cannot be undone.</summary>
    /// <param name="changes">Of the merge, with fields.</param>
    /// <returns>How many cases were changed back.</returns>
    public async Task<int> RunAsync(IEnumerable<CaseChange> changes, CancellationToken token)
    {
        var rest = changes.Where(change => change.Kind is ChangeKind.Merged && !IsMerged(change)).ToList();
        if (rest.Count == 0)
            return 0;
        var present = await PresentState.LoadAsync(rest, call, token);
        var count = 0;
        foreach (var change in rest)
        {
            if (present.Find(change.CaseNumber!.Value) is not { } survivor)
                continue;
            var tree = await MergeTree.LoadAsync(survivor.Number, call, token);
            foreach (var row in change.Fields.Where(row => !IsLeft(tree, change, row)).ToList())
                change.Fields.Remove(row);
            count += new RevertedChange(change, present, skips, call).Run() ? 1 : 0;
        }
        if (!dryRun)
            await log.SaveAsync(token);
        call.Db.ChangeTracker.Clear();
        return count;
    }

    /// <summary>Messages and files went back with their cases. What another merged case has too stays for it.</summary>
    private static bool IsLeft(MergeTree tree, CaseChange change, FieldChange row)
    {
        if (CaseParts.Find(row.Field) is not LinkPart part)
            return AuditedFields.Find(row.Field) is not null;
        var key = AuditedFields.Key(row.Link!);
        return !tree.Below(tree.Root).Any(c => tree.Parts.Find(part, c, key) is not null);
    }
}
