using CasesGraph.Graph.Running;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Find;

internal static class FindFeature
{
    public static IServiceCollection AddFind(this IServiceCollection services) => services.AddQuery(new FindField());
}
