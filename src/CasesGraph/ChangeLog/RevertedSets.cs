using CasesGraph.Data;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.ChangeLog;

/// <summary>Which change sets undo which, and what callers are told of it.</summary>
internal static class RevertedSets
{
    /// <summary>Says that one change set takes back work of another.</summary>
    public static async Task UndoAsync(Ref<ChangeSet> undoing, long undone, CasesDb db, CancellationToken token)
    {
        await db
            .ChangeSets.Where(set => set.Id == undoing.Key)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.UndoesId, undone), token);
        await SettleAsync(undone, db, token);
    }

    /// <summary>
    /// A change set is reverted by the last one that undid some of it and was not undone itself. One that is undone makes
    /// those stand again that it had undone, and so on.
    /// </summary>
    public static async Task SettleAsync(long? changeSet, CasesDb db, CancellationToken token)
    {
        while (changeSet is { } key)
        {
            var now = await db
                .ChangeSets.Where(set => set.UndoesId == key && set.Action == ChangeAction.Revert)
                .Where(set => set.RevertedById == null)
                .MaxAsync(set => (long?)set.Id, token);
            var known = await db
                .ChangeSets.Where(set => set.Id == key)
                .Select(set => new { set.RevertedById, set.UndoesId })
                .SingleAsync(token);
            if (known.RevertedById == now)
                return;
            await db
                .ChangeSets.Where(set => set.Id == key)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.RevertedById, now), token);
            changeSet = known.UndoesId;
        }
    }
}
