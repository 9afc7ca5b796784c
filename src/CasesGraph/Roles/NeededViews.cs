using CasesGraph.Access;

namespace CasesGraph.Roles;

/// <summary>What can be done only to what is seen.</summary>
internal static class NeededViews
{
    /// <summary>The action that sees what another is done to; null where none does.</summary>
    public static AccessAction? Of(AccessAction action) =>
        action switch
        {
            AccessAction.CaseView or AccessAction.DirectoryView or AccessAction.BugView => null,
            // What is not seen is not exported anyway, and other records are exported by it too.
            AccessAction.CaseExport => null,
            AccessAction.DirectoryEdit or AccessAction.ContactErase => AccessAction.DirectoryView,
            AccessAction.BugEdit => AccessAction.BugView,
            { HasLevels: true } => AccessAction.CaseView,
            _ => null,
        };
}
