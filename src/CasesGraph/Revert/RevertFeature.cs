using CasesGraph.Graph.Running;
using CasesGraph.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Revert;

internal static class RevertFeature
{
    public static IServiceCollection AddRevert(this IServiceCollection services) =>
        services
            .AddSingleton<JobWork, RevertJob>()
            .AddMutation<RevertChangeSet, RevertChangeSetInput, RevertChangeSetPayload>(
                "revertChangeSet",
                "Undoes one change set (an edit, a delete, a merge, an earlier undoing …) where nothing later touched the same fields; what it had to leave is listed."
            );
}
