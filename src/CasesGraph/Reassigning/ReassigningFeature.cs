using CasesGraph.Access;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Reassigning;

internal static class ReassigningFeature
{
    public static IServiceCollection AddReassigning(this IServiceCollection services) =>
        services.AddMutation<UpdateUser, UpdateUserInput, UpdateUserPayload>(
            AccessAction.UsersManage,
            "updateUser",
            "Changes fields of a user: what is absent stays, null clears. Deactivating one tells how many open cases they have, and can hand them on."
        );
}
