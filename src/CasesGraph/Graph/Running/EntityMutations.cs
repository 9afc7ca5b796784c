using CasesGraph.Access;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Graph.Running;

/// <summary>The mutations of an object that is all in its fields: create and update.</summary>
internal static class EntityMutations
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddEntityMutations<TEntity>(string? create = null)
            where TEntity : class, IVersioned => services.AddEntityMutations<TEntity, EntityRules<TEntity>>(create);

        /// <summary>That which creates one, and the rules that hold for all.</summary>
        public IServiceCollection AddCreation<TEntity, TRules>(string? create = null)
            where TEntity : class, IVersioned
            where TRules : EntityRules<TEntity> =>
            services
                .AddSingleton<EntityRules<TEntity>, TRules>()
                .AddMutation<CreateEntity<TEntity>, CreateInput<TEntity>, CreatePayload<TEntity>>(
                    EntityRights.Of<TEntity>().Edit,
                    $"create{EntityModel.Of<TEntity>().Name}",
                    create ?? $"Creates {Naming.WithArticle(EntityModel.Of<TEntity>().Noun)}."
                );

        /// <summary>Registers them.</summary>
        /// <param name="create">What creating one does, where there is more to say.</param>
        public IServiceCollection AddEntityMutations<TEntity, TRules>(string? create = null)
            where TEntity : class, IVersioned
            where TRules : EntityRules<TEntity>
        {
            var entity = EntityModel.Of<TEntity>();
            var one = Naming.WithArticle(entity.Noun);
            return services
                .AddCreation<TEntity, TRules>(create)
                .AddMutation<UpdateEntity<TEntity>, UpdateInput<TEntity>, UpdatePayload<TEntity>>(
                    EntityRights.Of<TEntity>().Edit,
                    $"update{entity.Name}",
                    $"Changes fields of {one}: what is absent stays, null clears."
                );
        }
    }
}
