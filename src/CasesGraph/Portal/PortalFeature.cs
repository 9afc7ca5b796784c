using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Portal;

internal static class PortalFeature
{
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.TryAddSingleton(new PortalSettings());
        return services
            .AddSingleton<IStartStep, PortalTeamCheck>()
            .AddSingleton<PortalTeam>()
            .AddSingleton<PortalShapes>()
            .AddSingleton<ContactRights>()
            .AddSingleton<CallerRights, PortalRights>()
            .AddSingleton<ActingAsContact>()
            .AddMutation<SetPortalAccess, SetPortalAccessInput, SetPortalAccessPayload>(
                AccessAction.AccessManage,
                "setPortalAccess",
                "Says which cases a contact sees in the portal. It holds from the next request on, in other processes within a second."
            );
    }
}
