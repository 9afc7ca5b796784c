using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Users;

internal static class UsersFeature
{
    public static IServiceCollection AddUsers(this IServiceCollection services) =>
        services
            .AddQuery(
                new ListField(EntityModel.Of<User>(), "users", "Users by their full name, inactive ones included.")
            )
            .AddQuery(new ByIdField(EntityModel.Of<User>(), "userById", "One user by the opaque id."))
            .AddCreation<User, UserRules>("Creates a user, to whom cases can be assigned.");
}
