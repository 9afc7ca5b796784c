using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Imports.Mappings;
using CasesGraph.Imports.Running;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Imports;

internal static class ImportsFeature
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.TryAddSingleton(new ImportSettings());
        return services
            .AddSingleton<OldFiles, OldImports>()
            .AddSingleton<ContentNames, ImportContents>()
            .AddSingleton<EntityCondition, KnownImports>()
            .AddSingleton<LongWork, ImportAnalysisWork>()
            .AddSingleton<LongWork, ImportWork>()
            .AddSingleton<RowFiles>()
            .AddSingleton<ImportKinds>()
            .AddSingleton<OwnField, ImportSampleField>()
            .AddQuery(new ByIdField(EntityModel.Of<Import>(), "import", "One file for an import by its id."))
            .AddQuery(
                new ListField(
                    EntityModel.Of<Import>(),
                    "imports",
                    "Files for imports, the newest first unless an order says otherwise."
                )
            )
            .AddSingleton<EntityRules<ImportMapping>>()
            .AddQuery(
                new ListField(
                    EntityModel.Of<ImportMapping>(),
                    "importMappings",
                    "Mappings for imports by their name: the caller's own, and those that are shared with the caller."
                )
            )
            .AddMutation<SaveImportMapping, SaveImportMappingInput, SaveImportMappingPayload>(
                AccessAction.CaseImport,
                "saveImportMapping",
                "Keeps under a name which columns of a file bring what: prepareImport proposes it for files with the same headers, startImport takes it in the place of fields."
            )
            .AddMutation<DeleteImportMapping, DeleteImportMappingInput, DeleteImportMappingPayload>(
                AccessAction.CaseImport,
                "deleteImportMapping",
                "Deletes a mapping for imports; it is for its owner, and for those with ACCESS_MANAGE."
            )
            .AddMutation<PrepareImport, PrepareImportInput, PrepareImportPayload>(
                AccessAction.CaseImport,
                "prepareImport",
                "Takes a file to be imported, and finds out what is in it: by its beginning at once, by all of its rows in a job. Nothing is imported yet."
            )
            .AddMutation<StartImport, StartImportInput, StartImportPayload>(
                AccessAction.CaseImport,
                "startImport",
                "Brings the rows of a file in, by a job and in one change set; or only tells what would come of it (dryRun)."
            );
    }
}
