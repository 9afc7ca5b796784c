using CasesGraph.Data;
using CasesGraph.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph;

/// <summary>The table of contents: what the service does, a line per feature.</summary>
public static class CasesGraphServices
{
    public static IServiceCollection AddCasesGraph(this IServiceCollection services, string connectionString) =>
        services.AddCasesData(connectionString).AddSingleton<GraphService>();
}
