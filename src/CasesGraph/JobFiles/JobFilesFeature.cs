using CasesGraph.Attachments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CasesGraph.JobFiles;

internal static class JobFilesFeature
{
    public static IServiceCollection AddJobFiles(this IServiceCollection services)
    {
        services.TryAddSingleton(new KeepSettings());
        return services
            .AddSingleton<JobFileStore>()
            .AddSingleton<ContentNames, JobFileNames>()
            .AddSingleton<OldFiles, OldJobFiles>()
            .AddSingleton<Downloads, JobFileDownloads>();
    }
}
