using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using CasesGraph.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Graph;

internal static class GraphServices
{
    public static IServiceCollection AddGraph(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new Limits());
        services.TryAddSingleton(new SchemaSettings());
        services.TryAddSingleton(
            new TrustedDocuments(DocumentMode.Any, new Dictionary<string, string>(StringComparer.Ordinal))
        );
        return services
            .AddSingleton<PlanCache>()
            .AddSingleton<CallerShapes>()
            .AddSingleton<Admission>()
            .AddSingleton<Buckets>()
            .AddSingleton<DocumentTexts>()
            .AddSingleton<DocumentCache>()
            .AddSingleton<DocumentReader>()
            .AddSingleton<Introspection>()
            .AddSingleton<ApiSchema>()
            .AddSingleton<FailureReports>()
            .AddSingleton<ConditionReader>()
            .AddSingleton<OperationSteps>()
            .AddSingleton<ListPages>()
            .AddSingleton<GraphService>()
            .AddQuery(new NodesField(Several: false))
            .AddQuery(new NodesField(Several: true));
    }
}
