using CasesGraph.Access;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Merge;

internal static class MergeFeature
{
    public static IServiceCollection AddMerge(this IServiceCollection services) =>
        services
            .AddMutation<MergeCases, MergeCasesInput, MergeCasesPayload>(
                AccessAction.CaseMerge,
                "mergeCases",
                "Makes one case of several: the primary case gets contacts, bugs, conversation and attachments of the duplicates, which point to it from then on and can be brought back by unmergeCase."
            )
            .AddMutation<UnmergeCase, UnmergeCaseInput, UnmergeCasePayload>(
                AccessAction.CaseMerge,
                "unmergeCase",
                "Brings a merged case back with its own fields, links, conversation and attachments; what was added to the survivor since stays there."
            );
}
