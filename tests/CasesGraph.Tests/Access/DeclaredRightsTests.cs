using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Access;

/// <summary>
/// What says nothing of who may see or do it is for administrators alone; so whoever adds something has to say it. Fields
/// that say nothing are for staff (FieldAudienceTests).
/// </summary>
public sealed class DeclaredRightsTests
{
    [Fact]
    public void Every_entity_says_who_sees_it() =>
        Assert.Empty(
            EntityModel.All.Where(entity => EntityRights.Find(entity.Type) is null).Select(entity => entity.Name)
        );

    [Fact]
    public void Every_field_of_Query_and_Subscription_says_who_may_ask_for_it() =>
        Assert.Empty(
            Composed
                .Services.GetServices<QueryField>()
                .Select(field => (field.Name, field.Right))
                .Concat(Composed.Services.GetServices<SubscriptionField>().Select(field => (field.Name, field.Right)))
                .Where(field => field.Right is { Action: null, IsForAll: false })
                .Select(field => field.Name)
        );

    /// <summary>What these need depends on what they are given; docs/access.md tells it as callers find it out.</summary>
    [Fact]
    public void Every_other_mutation_says_which_action_it_needs() =>
        Assert.Equal(
            ["addCaseUpdate", "cancelJob", "createApiKey", "revertChangeSet", "revokeApiKeys", "rotateApiKey"],
            Composed
                .Services.GetServices<MutationField>()
                .Where(field => field.Needs is null)
                .Select(field => field.Name)
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
}
