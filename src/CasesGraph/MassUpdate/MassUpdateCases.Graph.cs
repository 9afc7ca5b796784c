using CasesGraph.Graph.Running;

namespace CasesGraph.MassUpdate;

internal static class MassUpdateFields
{
    public static RootField MassUpdateCases { get; } =
        new MutationField<MassUpdateCasesInput, MassUpdateCasesPayload>(
            "massUpdateCases",
            "Changes many cases alike: what is absent stays, null clears, by the rules that updateCase has.",
            new MassUpdateCases().RunAsync
        );
}
