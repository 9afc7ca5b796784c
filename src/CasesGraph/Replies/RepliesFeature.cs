using CasesGraph.Access;
using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Replies;

internal static class RepliesFeature
{
    public static IServiceCollection AddReplies(this IServiceCollection services) =>
        services
            .AddFollowUps()
            .AddMutation<AddCaseUpdate, AddCaseUpdateInput, AddCaseUpdatePayload>(
                null,
                "addCaseUpdate",
                "Adds a message or a note to a case's conversation: internal makes it a note, fromContactId a message from the customer, neither a message to the customer."
            );

    private static IServiceCollection AddFollowUps(this IServiceCollection services)
    {
        services.TryAddSingleton(new FollowUpSettings());
        return services;
    }
}
