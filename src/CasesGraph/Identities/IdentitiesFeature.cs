using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Identities;

internal static class IdentitiesFeature
{
    public static IServiceCollection AddIdentities(this IServiceCollection services)
    {
        services.TryAddSingleton(new IdentitySettings());
        return services
            .AddSingleton<GroupsCheck>()
            .AddSingleton<KnownIdentities>()
            .AddSingleton<LastUses<Identity>>()
            .AddSingleton<FirstSignIn>()
            .AddSingleton<TokenGroups>()
            .AddSingleton<IdentitySignIn>()
            .AddSingleton<NamedAdministrator>()
            .AddMutation<LinkIdentity, LinkIdentityInput, LinkIdentityPayload>(
                AccessAction.UsersManage,
                "linkIdentity",
                "Lets somebody whom an identity provider knows sign in as a user, who may have several."
            )
            .AddMutation<UnlinkIdentity, UnlinkIdentityInput, UnlinkIdentityPayload>(
                AccessAction.UsersManage,
                "unlinkIdentity",
                "Lets an identity in no more, and ends the streams that it has open: at once, in other processes within a second."
            );
    }
}
