using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Imports.Running;
using CasesGraph.Imports.Starting;
using CasesGraph.Jobs;
using CasesGraph.Model;
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
            .AddSingleton<LongWork, ImportAnalysisWork>()
            .AddSingleton<LongWork, ImportWork>()
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
