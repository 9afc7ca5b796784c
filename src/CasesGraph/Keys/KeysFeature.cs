using CasesGraph.Data;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Keys;

internal static class KeysFeature
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.TryAddSingleton(new KeySettings());
        return services
            .AddSingleton<EntityRules<ApiKey>, ApiKeyRules>()
            .AddSingleton<KnownKeys>()
            .AddSingleton<LastUses<ApiKey>>()
            .AddSingleton<KeySignIn>()
            .AddSingleton<FirstKey>()
            .AddSingleton<KeyRights>()
            .AddQuery(
                new ListField(EntityModel.Of<ApiKey>(), "apiKeys", "API keys by their name: the caller's own, or all.")
            )
            .AddQuery(new ByIdField(EntityModel.Of<ApiKey>(), "apiKeyById", "One API key by the opaque id."))
            .AddMutation<CreateApiKey, CreateApiKeyInput, CreateApiKeyPayload>(
                needs: null,
                "createApiKey",
                "Creates an API key for the caller, or for another user, who may be a service."
            )
            .AddMutation<RotateApiKey, RotateApiKeyInput, RotateApiKeyPayload>(
                needs: null,
                "rotateApiKey",
                "Gives an API key another secret; the one that it has works for some hours more."
            )
            .AddMutation<RevokeApiKeys, RevokeApiKeysInput, RevokeApiKeysPayload>(
                needs: null,
                "revokeApiKeys",
                "Ends API keys for good, and the streams that they have open: at once, in other processes within a second. They stay readable."
            );
    }
}
