using CasesGraph.Data;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Duplicates;

internal static class DuplicatesFeature
{
    public static IServiceCollection AddDuplicates(this IServiceCollection services) =>
        services
            .AddSingleton<IStartStep, SubjectBandsFill>()
            .AddQuery(new DuplicateCasesField())
            .AddQuery(new DuplicateCaseGroupsField());
}
