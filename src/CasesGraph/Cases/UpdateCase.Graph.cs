using CasesGraph.Graph.Running;

namespace CasesGraph.Cases;

internal static class UpdateCaseMutation
{
    public static RootField Field { get; } =
        new MutationField<UpdateCaseInput, UpdateCasePayload>(
            "updateCase",
            "Changes fields of a case: what is absent stays, null clears, all in one transaction.",
            new UpdateCase().RunAsync
        );
}
