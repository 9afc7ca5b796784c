using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Groups;

internal static class GroupsFeature
{
    public static IServiceCollection AddGroups(this IServiceCollection services) =>
        services.AddQuery(new CaseGroupsField());
}
