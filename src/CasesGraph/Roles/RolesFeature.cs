using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Roles;

internal static class RolesFeature
{
    public static IServiceCollection AddRoles(this IServiceCollection services) =>
        services
            .AddSingleton<IStartStep, BuiltInRoles>()
            .AddSingleton<RightsWatch>()
            .AddSingleton<RoleRights>()
            .AddSingleton<CallerRights>(given => given.GetRequiredService<RoleRights>())
            .AddQuery(new ListField(EntityModel.Of<Role>(), "roles", "Roles by their name."))
            .AddQuery(new ByIdField(EntityModel.Of<Role>(), "roleById", "One role by the opaque id."));
}
