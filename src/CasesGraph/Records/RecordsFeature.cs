using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Contacts;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Records;

/// <summary>What is done to many accounts, contacts or bugs at once, as to cases.</summary>
internal static class RecordsFeature
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddRecords() => services.AddMany<Account>().AddMany<Contact>().AddMany<Bug>();

        private IServiceCollection AddMany<TEntity>()
            where TEntity : class, IVersioned
        {
            var entity = EntityModel.Of<TEntity>();
            var all = ConnectionTypes.Words(entity.Plural);
            return services
                .AddSingleton<OwnType, RowSelectionType<TEntity>>()
                .AddSingleton<JobWork>(
                    new RecordJob<TEntity>(JobKind.Delete, _ => new DeletionEdit<TEntity>(restore: false))
                )
                .AddSingleton<JobWork>(
                    new RecordJob<TEntity>(JobKind.Restore, _ => new DeletionEdit<TEntity>(restore: true))
                )
                .AddSingleton<JobWork>(provider =>
                {
                    var rules = provider.GetRequiredService<EntityRules<TEntity>>();
                    return new RecordJob<TEntity>(JobKind.MassUpdate, work => PatchEdit<TEntity>.Of(work, rules));
                })
                .AddMutation<MassUpdateRecords<TEntity>, MassUpdateInput<TEntity>, MassUpdatePayload<TEntity>>(
                    EntityRights.Of<TEntity>().Edit,
                    $"massUpdate{entity.Plural}",
                    $"Changes many {all} alike: what is absent stays, null clears, by the rules that update{entity.Name} has."
                )
                .AddMutation<DeleteRecords<TEntity>, DeleteInput<TEntity>, DeletePayload<TEntity>>(
                    EntityRights.Of<TEntity>().Edit,
                    $"delete{entity.Plural}",
                    $"Deletes {all}, softly: links to them stay readable, new ones are refused."
                )
                .AddMutation<RestoreRecords<TEntity>, RestoreInput<TEntity>, RestorePayload<TEntity>>(
                    EntityRights.Of<TEntity>().Edit,
                    $"restore{entity.Plural}",
                    $"Brings deleted {all} back."
                );
        }
    }
}
