using CasesGraph.Graph.Running;

namespace CasesGraph.Merge;

internal static class MergeFields
{
    public static IEnumerable<RootField> Mutations { get; } =
    [
        new MutationField<MergeCasesInput, MergeCasesPayload>(
            "mergeCases",
            "Makes one case of several: the primary case gets contacts, bugs, conversation and attachments of the duplicates, which point to it from then on and can be brought back by unmergeCase.",
            new MergeCases().RunAsync
        ),
        new MutationField<UnmergeCaseInput, UnmergeCasePayload>(
            "unmergeCase",
            "Brings a merged case back with its own fields, links, conversation and attachments; what was added to the survivor since stays there.",
            new UnmergeCase().RunAsync
        ),
    ];
}
