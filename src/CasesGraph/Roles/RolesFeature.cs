using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Roles;

internal static class RolesFeature
{
    public static IServiceCollection AddRoles(this IServiceCollection services)
    {
        services.TryAddSingleton(DefaultRole.Agent);
        return services
            .AddSingleton<IStartStep, BuiltInRoles>()
            .AddSingleton<IStartStep, DefaultRoleCheck>()
            .AddSingleton<OthersOnUsers, RolesOnUsers>()
            .AddSingleton<EntityRules<Role>, RoleRules>()
            .AddSingleton<RightsWatch>()
            .AddSingleton<RoleRights>()
            .AddSingleton<UsersByName>()
            .AddQuery(new ListField(EntityModel.Of<Role>(), "roles", "Roles by their name."))
            .AddQuery(new ByIdField(EntityModel.Of<Role>(), "roleById", "One role by the opaque id."))
            .AddMutation<CreateRole, CreateRoleInput, CreateRolePayload>(
                AccessAction.AccessManage,
                "createRole",
                "Creates a role; one with the grants of another is a copy of it."
            )
            .AddMutation<UpdateRole, UpdateRoleInput, UpdateRolePayload>(
                AccessAction.AccessManage,
                "updateRole",
                "Changes a role, for all who have it at once: what is absent stays, null clears."
            )
            .AddMutation<DeleteRoles, DeleteRolesInput, DeleteRolesPayload>(
                AccessAction.AccessManage,
                "deleteRoles",
                "Deletes roles that no user has; revertChangeSet undoes it."
            )
            .AddMutation<SetUserRoles, SetUserRolesInput, SetUserRolesPayload>(
                AccessAction.AccessManage,
                "setUserRoles",
                "Gives a user roles instead of those that they have. It holds from the next request on, in other processes within a second."
            );
    }
}
