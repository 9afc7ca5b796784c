using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.StatusDetails;

/// <summary>Statuses of one's own: what they are is with the case, which refers to them and whose rules set them.</summary>
internal static class StatusDetailsFeature
{
    public static IServiceCollection AddStatusDetails(this IServiceCollection services) =>
        services
            .AddQuery(
                new ListField(
                    EntityModel.Of<StatusDetail>(),
                    "statusDetails",
                    "Statuses of one's own in their order, inactive ones included."
                )
            )
            .AddQuery(
                new ByIdField(
                    EntityModel.Of<StatusDetail>(),
                    "statusDetailById",
                    "One status of one's own by the opaque id."
                )
            )
            .AddEntityMutations<StatusDetail, StatusDetailRules>(
                create: "Creates a status of one's own, behind all others; it belongs to one of the fixed statuses for good."
            )
            .AddMutation<OrderStatusDetails, OrderStatusDetailsInput, OrderStatusDetailsPayload>(
                AccessAction.AccessManage,
                "orderStatusDetails",
                "Puts statuses of one's own into an order."
            );
}
