using CasesGraph.Data;
using CasesGraph.Graph;
using CasesGraph.Jobs;
using CasesGraph.Seeding;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph;

/// <summary>The table of contents: what the service does, a line per part.</summary>
public static class CasesGraphServices
{
    public static IServiceCollection AddCasesGraph(this IServiceCollection services, DatabaseSettings database) =>
        services
            .AddCasesData(database)
            .AddSingleton<Seeder>()
            .AddJobs()
            .AddGraph(ApiRoot.Queries, ApiRoot.Mutations, ApiRoot.Subscriptions);
}
