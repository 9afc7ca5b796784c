using CasesGraph.Data;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Teams;

internal static class TeamsFeature
{
    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.TryAddSingleton(DefaultTeam.General);
        return services
            .AddSingleton<IStartStep, DefaultTeamCheck>()
            .AddSingleton<OthersOnUsers, TeamsOnUsers>()
            .AddQuery(new ListField(EntityModel.Of<Team>(), "teams", "Teams by their name, inactive ones included."))
            .AddQuery(new ByIdField(EntityModel.Of<Team>(), "teamById", "One team by the opaque id."));
    }
}
