using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Groups;

internal static class GroupsFeature
{
    public static IServiceCollection AddGroups(this IServiceCollection services) =>
        services.AddQuery(new CaseGroupsField());
}
