using CasesGraph.Graph.Running;

namespace CasesGraph.Cases;

internal static class CreateCaseMutation
{
    public static RootField Field { get; } =
        new MutationField<CreateCaseInput, CreateCasePayload>(
            "createCase",
            "Creates a case with its links, in one transaction.",
            new CreateCase().RunAsync
        );
}
