using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.MassUpdate;

internal static class MassUpdateFeature
{
    public static IServiceCollection AddMassUpdate(this IServiceCollection services) =>
        services
            .AddSingleton<JobWork, MassUpdateJob>()
            .AddMutation<MassUpdateCases, MassUpdateCasesInput, MassUpdateCasesPayload>(
                AccessAction.CaseMassUpdate,
                "massUpdateCases",
                "Changes many cases alike: what is absent stays, null clears, by the rules that updateCase has."
            );
}
