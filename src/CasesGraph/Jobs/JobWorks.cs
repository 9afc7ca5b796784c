namespace CasesGraph.Jobs;

/// <summary>What jobs do, by their kinds.</summary>
internal sealed class JobWorks(IEnumerable<JobWork> works, IEnumerable<LongWork> longWorks)
{
    private readonly Dictionary<(JobKind, Model.RecordType), JobWork> works = works.ToDictionary(work =>
        (work.Kind, work.RecordType)
    );

    private readonly Dictionary<JobKind, LongWork> longWorks = longWorks.ToDictionary(work => work.Kind);

    /// <summary>Kinds that have a lane of their own, for they take their time.</summary>
    public IReadOnlyList<JobKind> LongKinds => [.. longWorks.Keys];

    public JobWork? Find(Job job) => works.GetValueOrDefault((job.Kind, job.RecordType));

    public LongWork? Long(JobKind kind) => longWorks.GetValueOrDefault(kind);
}
