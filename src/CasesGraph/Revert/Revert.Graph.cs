using CasesGraph.Graph.Running;

namespace CasesGraph.Revert;

internal static class RevertFields
{
    public static RootField RevertChangeSet { get; } =
        new MutationField<RevertChangeSetInput, RevertChangeSetPayload>(
            "revertChangeSet",
            "Undoes one change set (an edit, a delete, a merge, an earlier undoing …) where nothing later touched the same fields; what it had to leave is listed.",
            new RevertChangeSet().RunAsync
        );
}
