using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Model;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Jobs;

internal static class JobsFeature
{
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services
            .AddSingleton<JobProgress>()
            .AddSingleton<JobQueue>()
            .AddSingleton<JobWorks>()
            .AddSingleton<JobRunner>()
            .AddQuery(new ByIdField(EntityModel.Of<Job>(), "job", "One job by its id."))
            .AddQuery(
                new ListField(EntityModel.Of<Job>(), "jobs", "Jobs, the newest first unless an order says otherwise.")
            )
            .AddMutation<CancelJob, CancelJobInput, CancelJobPayload>(
                null,
                "cancelJob",
                "Ends a job after the chunk that is under way; what it wrote stays in its change set and can be undone."
            )
            .AddSubscription<JobProgressField>();
}
