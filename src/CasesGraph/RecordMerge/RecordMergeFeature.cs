using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Contacts;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Jobs;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.RecordMerge;

/// <summary>Records that are the same are made one, as cases are.</summary>
internal static class RecordMergeFeature
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddRecordMerge() =>
            services
                .AddSingleton<JoinedSight<Account>, SightOfAccounts>()
                .AddSingleton<JoinedSight<Contact>, SightOfContacts>()
                .AddMerging<Account>()
                .AddMerging<Contact>()
                .AddSingleton<JobWork, MergeJob>();

        private IServiceCollection AddMerging<TEntity>()
            where TEntity : class, IVersioned, IMergeable
        {
            var entity = EntityModel.Of<TEntity>();
            return services.AddMutation<MergeRecords<TEntity>, MergeInput<TEntity>, MergePayload<TEntity>>(
                EntityRights.Of<TEntity>().Edit,
                $"merge{entity.Plural}",
                $"Makes one of several {ConnectionTypes.Words(entity.Plural)}: what refers to the others refers to it from then on, over 1,000 cases by a job; they are deleted and point to it. revertChangeSet undoes it."
            );
        }
    }
}
