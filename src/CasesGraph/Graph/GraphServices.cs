using CasesGraph.ChangeLog.Feed;
using CasesGraph.Graph.Running;
using CasesGraph.Query;
using CasesGraph.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.Graph;

internal static class GraphServices
{
    /// <summary>Adds the API that these fields are the roots of.</summary>
    public static IServiceCollection AddGraph(
        this IServiceCollection services,
        IEnumerable<RootField> queries,
        IEnumerable<RootField> mutations,
        IEnumerable<SubscriptionField> subscriptions
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new Limits());
        return services
            .AddSingleton<PlanCache>()
            .AddSingleton<Admission>()
            .AddSingleton<DocumentCache>()
            .AddSingleton<DocumentReader>()
            .AddSingleton<Introspection>()
            .AddSingleton(_ => new ApiSchema(queries, mutations, subscriptions))
            .AddSingleton<ChangeFeed>()
            .AddSingleton<EventSources>()
            .AddSingleton<FailureReports>()
            .AddSingleton<OperationSteps>()
            .AddSingleton<GraphService>();
    }
}
