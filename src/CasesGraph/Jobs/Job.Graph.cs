using CasesGraph.Graph.Running;
using CasesGraph.Model;

namespace CasesGraph.Jobs;

internal static class JobFields
{
    public static IEnumerable<RootField> Queries { get; } =
    [
        new ByIdField(EntityModel.Of<Job>(), "job", "One job by its id."),
        new ListField(EntityModel.Of<Job>(), "jobs", "Jobs, the newest first unless an order says otherwise."),
    ];

    public static SubscriptionField OnJobProgress { get; } = new JobProgressField();
}
