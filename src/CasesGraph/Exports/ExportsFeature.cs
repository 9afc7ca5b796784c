using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Attachments;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Exports.Templates;
using CasesGraph.Exports.Writing;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Exports;

internal static class ExportsFeature
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddExports()
        {
            services.TryAddSingleton(SheetSize.Largest);
            return services
                .AddSingleton<LongWork, ExportWork>()
                .AddSingleton<Downloads, TemplateDownloads>()
                .AddQuery(new ImportTemplateField())
                .AddSingleton<OwnType, RowSelectionType<User>>()
                .AddSingleton<OwnType, RowSelectionType<CaseChange>>()
                .AddExport<Case>()
                .AddExport<Account>()
                .AddExport<Contact>()
                .AddExport<Bug>()
                .AddExport<User>()
                .AddExport<CaseChange>();
        }

        private IServiceCollection AddExport<TEntity>()
            where TEntity : class
        {
            var entity = EntityModel.Of<TEntity>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<OwnType, SortKeyType<TEntity>>());
            return services.AddMutation<ExportRecords<TEntity>, ExportInput<TEntity>, ExportPayload<TEntity>>(
                AccessAction.CaseExport,
                $"export{entity.Plural}",
                $"Writes {ConnectionTypes.Words(entity.Plural)} into a file, as far as the caller sees them, all as they were at one moment: a job does it."
            );
        }
    }
}
