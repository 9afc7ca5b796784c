using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Jobs;

internal static class JobsServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services.AddSingleton<JobProgress>().AddSingleton<JobRunner>();
}
