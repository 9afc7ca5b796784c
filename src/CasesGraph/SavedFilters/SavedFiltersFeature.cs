using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.SavedFilters;

internal static class SavedFiltersFeature
{
    public static IServiceCollection AddSavedFilters(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<OwnType, SortKeyType<Case>>());
        return services
            .AddSingleton<OwnType, GivenFilterType<Case>>()
            .AddSingleton<OwnField, FilterProblemsField>()
            .AddSingleton<OwnField, FollowableField>()
            .AddSingleton<KeptConditions, SavedConditions>()
            .AddSingleton<EntityRules<SavedFilter>>()
            .AddQuery(
                new ListField(
                    EntityModel.Of<SavedFilter>(),
                    "savedFilters",
                    "Saved filters by their name: the caller's own, and those that are shared with the caller."
                )
            )
            .AddQuery(
                new ByIdField(EntityModel.Of<SavedFilter>(), "savedFilterById", "One saved filter by the opaque id.")
            )
            .AddMutation<SaveFilter, SaveFilterInput, SaveFilterPayload>(
                AccessAction.CaseView,
                "saveFilter",
                "Keeps a list of cases under a name. Lists, groups and mutations of many cases take it as savedFilterId."
            )
            .AddMutation<UpdateFilter, UpdateFilterInput, UpdateFilterPayload>(
                AccessAction.CaseView,
                "updateFilter",
                "Changes a saved filter: what is absent stays. It is for its owner, and for those with ACCESS_MANAGE."
            )
            .AddMutation<DeleteFilter, DeleteFilterInput, DeleteFilterPayload>(
                AccessAction.CaseView,
                "deleteFilter",
                "Deletes a saved filter; it is for its owner, and for those with ACCESS_MANAGE."
            );
    }
}
