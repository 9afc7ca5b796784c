using CasesGraph.Access;
using CasesGraph.Imports.Proposing;

namespace CasesGraph.Imports.Starting;

/// <summary>What whoever imports must be allowed beside importing: what writing the same otherwise needs.</summary>
internal static class ImportDemands
{
    public static IReadOnlyList<AccessAction> Of(StartImportInput order, TargetFields targets) =>
        [.. All(order, targets).Distinct()];

    private static IEnumerable<AccessAction> All(StartImportInput order, TargetFields targets)
    {
        if (targets.Records is ImportRecords.Cases)
        {
            if (order.Mode is not ImportMode.Update)
                yield return AccessAction.CaseCreate;
            if (order is { Mode: not ImportMode.Create } or { DuplicateCheck.Policy: DuplicatePolicy.Update })
                yield return AccessAction.CaseEdit;
            if (order is { OnDeleted: OnDeleted.Restore, Mode: not ImportMode.Create })
                yield return AccessAction.CaseDelete;
            if (Brings("assignedTo") || Brings("team"))
                yield return AccessAction.CaseAssign;
            if (Brings("openedBy"))
                yield return AccessAction.ActForContact;
        }
        if (targets.Records is ImportRecords.CaseUpdates || Brings("updates"))
        {
            yield return AccessAction.CaseReply;
            yield return AccessAction.CaseNote;
            yield return AccessAction.ActForContact;
        }
        if (targets.Records is not ImportRecords.Cases && EntityRights.Find(targets.Entity.Type)?.Edit is { } edit)
            yield return edit;
        if (order is { UnknownAccounts: UnknownPolicy.Create } or { UnknownContacts: UnknownPolicy.Create })
            yield return AccessAction.DirectoryEdit;
        if (order.KeepTimes)
            yield return AccessAction.HistoryWrite;

        bool Brings(string owner) =>
            order.Given.Any(one =>
                one.Field.Equals(owner, StringComparison.Ordinal)
                || one.Field.StartsWith($"{owner}.", StringComparison.Ordinal)
            );
    }
}
