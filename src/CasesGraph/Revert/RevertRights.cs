using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>Undoing needs the rights of what is undone.</summary>
internal static class RevertRights
{
    /// <summary>
    /// The first that the caller does not have at all; null when all are there. Cases that they do not reach are left as
    /// they are.
    /// </summary>
    public static async Task<AccessAction?> DeniedAsync(ChangeSet set, Call call, CancellationToken token)
    {
        // Those too that the caller does not see.
        var types = await call
            .Db.Set<RecordChange>()
            .Where(change => change.ChangeSetId == set.Id)
            .Select(change => change.Type)
            .Distinct()
            .ToListAsync(token);
        call.Demands = [.. types.Order().Select(type => Needed(type, set.Action))];
        return call.Caller.Denied(call.Demands);
    }

    private static AccessAction Needed(RecordType type, ChangeAction action) =>
        (type, action) switch
        {
            (RecordType.Case, ChangeAction.Delete or ChangeAction.Restore) => AccessAction.CaseDelete,
            (RecordType.Case, ChangeAction.Merge or ChangeAction.Unmerge) => AccessAction.CaseMerge,
            (RecordType.Case, ChangeAction.MassUpdate) => AccessAction.CaseMassUpdate,
            (RecordType.Case, _) => AccessAction.CaseEdit,
            _ => EntityRights.Find(EntityModel.Logged[type])!.Edit,
        };
}
