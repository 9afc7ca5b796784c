using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>
/// Undoes a change set that the job which wrote it cannot leave half done, in as many transactions as that takes. Run
/// again, it passes over what is undone.
/// </summary>
/// <param name="call">Of one of the transactions.</param>
internal sealed class WholeRevert(long changeSet, IEnumerable<EntityUndo> undos, Call call)
{
    /// <summary>From now on the change set counts as undone.</summary>
    /// <returns>The change set that undoes it; null where there is nothing in it.</returns>
    public async Task<Ref<ChangeSet>?> BeginAsync(string reason, CancellationToken token)
    {
        if (!await call.Db.Set<RecordChange>().AnyAsync(change => change.ChangeSetId == changeSet, token))
            return null;
        var undoing = ChangeSet.Of(call, ChangeAction.Revert, reason);
        call.Db.Add(undoing);
        await call.Db.SaveChangesAsync(token);
        await RevertedSets.UndoAsync(new(undoing.Id), changeSet, call.Db, token);
        return new(undoing.Id);
    }

    /// <summary>Undoes what was done to records that are no cases, the newest first.</summary>
    /// <param name="before">The place in the log behind which all is undone.</param>
    /// <returns>Where it goes on, null at the end; and how much had to be left.</returns>
    public async Task<(long? Before, int Left)> RunRecordsAsync(
        Ref<ChangeSet> undoing,
        long before,
        CancellationToken token
    )
    {
        var skips = new Skips(changeSet, call) { Listed = [] };
        var records = new RevertedEntities(call, ChangeLogWriter.Into(call, undoing), skips, dryRun: false);
        var (_, next) = await records.RunChunkAsync(undos.ToDictionary(undo => undo.Entity), before, token);
        return (next, skips.Count);
    }

    /// <summary>Those of the change set, changed last first.</summary>
    public static async Task<IReadOnlyList<long>> CasesAsync(long changeSet, CasesDb db, CancellationToken token)
    {
        var cases = await db
            .CaseChanges.Where(change => change.ChangeSetId == changeSet && change.CaseNumber != null)
            .OrderByDescending(change => change.Id)
            .Select(change => change.CaseNumber!.Value)
            .ToListAsync(token);
        return [.. cases.Distinct()];
    }

    /// <summary>Undoes what was done to some cases.</summary>
    /// <returns>How much had to be left.</returns>
    public async Task<int> RunCasesAsync(Ref<ChangeSet> undoing, IReadOnlyList<long> cases, CancellationToken token)
    {
        var skips = new Skips(changeSet, call) { Listed = [] };
        var fields = new RevertedFields(call, ChangeLogWriter.Into(call, undoing), skips, dryRun: false);
        await fields.RunCasesAsync(cases, token);
        return skips.Count;
    }
}
