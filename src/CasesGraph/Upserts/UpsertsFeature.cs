using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Upserts;

/// <summary>What systems that know objects by keys of their own write: one call, whether they are there or not.</summary>
internal static class UpsertsFeature
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddUpserts() =>
            services
                .AddSingleton<OwnType, MatchType<Case>>()
                .AddMutation<UpsertCase, UpsertCaseInput, UpsertCasePayload>(
                    AccessAction.CaseEdit,
                    "upsertCase",
                    Does(EntityModel.Of<Case>())
                )
                .AddUpsert<Account>()
                .AddUpsert<Contact>()
                .AddUpsert<Bug>()
                .AddUpsert<User>();

        private IServiceCollection AddUpsert<TEntity>()
            where TEntity : class, IVersioned =>
            services
                .AddSingleton<OwnType, MatchType<TEntity>>()
                .AddMutation<UpsertEntity<TEntity>, UpsertInput<TEntity>, UpsertPayload<TEntity>>(
                    EntityRights.Of<TEntity>().Edit,
                    $"upsert{EntityModel.Of<TEntity>().Name}",
                    Does(EntityModel.Of<TEntity>())
                );
    }

    private static string Does(EntityModel entity) =>
        $"Changes the {entity.Noun} that has a key, or creates it. Of many at once with one key that nobody has yet, one creates it.";
}
