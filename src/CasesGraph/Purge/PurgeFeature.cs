using CasesGraph.Access;
using CasesGraph.Editing;
using CasesGraph.Graph.Running;
using CasesGraph.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Purge;

internal static class PurgeFeature
{
    public static IServiceCollection AddPurge(this IServiceCollection services) =>
        services
            .AddSingleton<JobWork>(new SelectionJob(JobKind.Purge, AccessAction.CasePurge, call => new CasePurge(call)))
            .AddMutation<PurgeCases, PurgeCasesInput, PurgeCasesPayload>(
                AccessAction.CasePurge,
                "purgeCases",
                "Removes cases for good, with conversation, files and links, and empties the values in their change log and in the answers kept for idempotency keys. For administrators; nothing brings them back."
            );
}
