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
        return services
            .AddSingleton<PlanCache>()
            .AddSingleton<Admission>()
            .AddSingleton<DocumentCache>()
            .AddSingleton<DocumentReader>()
            .AddSingleton<Introspection>()
            .AddSingleton<ApiSchema>()
            .AddSingleton<FailureReports>()
            .AddSingleton<OperationSteps>()
            .AddSingleton<GraphService>()
            .AddQuery(new NodesField(Several: false))
            .AddQuery(new NodesField(Several: true));
    }
}
