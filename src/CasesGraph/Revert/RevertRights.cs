using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>
/// Undoing needs the rights that doing the same by hand would: whoever may not delete a case cannot undo that it was
/// created, nor that a deletion was undone.
/// </summary>
internal static class RevertRights
{
    private static readonly CaseField Assignee = new("ASSIGNED_TO");
    private static readonly CaseField Team = new("TEAM");

    /// <summary>
    /// The first that the caller does not have at all; null when all are there. Cases that they do not reach are left as
    /// they are.
    /// </summary>
    public static async Task<AccessAction?> DeniedAsync(ChangeSet set, Call call, CancellationToken token)
    {
        // Those too that the caller does not see.
        var changes = await call
            .Db.Set<RecordChange>()
            .Where(change => change.ChangeSetId == set.Id)
            .Select(change => new { change.Type, change.Kind })
            .Distinct()
            .ToListAsync(token);
        var action = await UndoneActionAsync(set, call, token);
        var needed = changes
            .OrderBy(change => change.Type)
            .ThenBy(change => change.Kind)
            .Select(change => Needed(change.Type, change.Kind, action))
            .ToList();
        if (changes.Exists(change => change is { Type: RecordType.Case, Kind: ChangeKind.Updated }))
            needed.AddRange(await OfValuesAsync(set, call, token));
        call.Demands = [.. needed.Distinct()];
        return call.Caller.Denied(call.Demands);
    }

    /// <summary>What was done at first, however often it was undone and done again.</summary>
    private static async Task<ChangeAction> UndoneActionAsync(ChangeSet set, Call call, CancellationToken token)
    {
        var (action, undone) = (set.Action, set.UndoesId);
        while (action is ChangeAction.Revert && undone is { } key)
        {
            var earlier = await call
                .Db.Set<ChangeSet>()
                .Where(one => one.Id == key)
                .Select(one => new { one.Action, one.UndoesId })
                .SingleAsync(token);
            (action, undone) = (earlier.Action, earlier.UndoesId);
        }
        return action;
    }

    private static AccessAction Needed(RecordType type, ChangeKind kind, ChangeAction action) =>
        (type, kind) switch
        {
            (RecordType.Case, ChangeKind.Created or ChangeKind.Deleted or ChangeKind.Restored) =>
                AccessAction.CaseDelete,
            (RecordType.Case, ChangeKind.Merged or ChangeKind.Unmerged) => AccessAction.CaseMerge,
            (RecordType.Case, _) => action is ChangeAction.MassUpdate
                ? AccessAction.CaseMassUpdate
                : AccessAction.CaseEdit,
            _ => EntityRights.Find(EntityModel.Logged[type])!.Edit,
        };

    /// <summary>What the values need that cases would get back, as <see cref="Editing.CaseDemands"/> has it of given ones.</summary>
    private static async Task<IEnumerable<AccessAction>> OfValuesAsync(
        ChangeSet set,
        Call call,
        CancellationToken token
    )
    {
        var fields = await call
            .Db.Set<FieldChange>()
            .Where(row => row.Change.ChangeSetId == set.Id && row.Change.Kind == ChangeKind.Updated)
            .Where(row =>
                row.Field == Assignee || row.Field == Team || (row.Field == CaseField.OpenedBy && row.Before != null)
            )
            .Select(row => row.Field)
            .Distinct()
            .ToListAsync(token);
        return fields.Select(field =>
            field == CaseField.OpenedBy ? AccessAction.ActForContact : AccessAction.CaseAssign
        );
    }
}
