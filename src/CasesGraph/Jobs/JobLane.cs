using System.Linq.Expressions;

namespace CasesGraph.Jobs;

/// <summary>
/// Jobs of one lane are done one after the other, in one process at a time, beside those of others: what takes minutes keeps
/// nothing waiting that takes seconds.
/// </summary>
internal sealed record JobLane(int Index)
{
    /// <summary>One for work in chunks, two for long work.</summary>
    public static IReadOnlyList<JobLane> All { get; } = [new(0), new(1), new(2)];

    /// <summary>The name of its lead among processes.</summary>
    public string Lead => Index == 0 ? "jobs" : $"jobs {Index}";

    public Expression<Func<Job, bool>> Has(IReadOnlyList<JobKind> longKinds)
    {
        var place = Index - 1;
        var lanes = All.Count - 1;
        return Index == 0
            ? job => !longKinds.Contains(job.Kind)
            : job => longKinds.Contains(job.Kind) && job.Id % lanes == place;
    }
}
