using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>
/// Who runs now and who waits. What costs much, and what may look at whole tables, have places of their own, so that
/// connections, threads and time are left for objects by their ids and for writes, which never wait.
/// </summary>
internal sealed class Admission(Limits limits, CasesDatabase database)
{
    /// <summary>Points, about 5 ms of the processor: every usual page of a list costs less.</summary>
    public const double Cheap = 500;

    /// <summary>Half of the cores.</summary>
    public WaitingLine Expensive { get; } = new(Math.Max(1, Environment.ProcessorCount / 2), limits.Waiting);

    /// <summary>
    /// What a list takes is known only when it has run. Half of the connections to a database server; where reads hold their
    /// threads, more than there are cores would only take turns.
    /// </summary>
    public WaitingLine Lists { get; } =
        new((database.ReadsHoldThreads ? 1 : 2) * Environment.ProcessorCount, limits.Waiting);

    /// <summary>Null for what never waits.</summary>
    public async ValueTask<IDisposable?> EnterAsync(RootSteps steps, CancellationToken token)
    {
        var cost = steps.Paces.Count == 0 ? steps.Cost : Math.Max(steps.Cost, steps.Paces.Sum(pace => pace.Points));
        return cost > Cheap || steps.ReadsAll ? await Expensive.EnterAsync(cost, token)
            : steps.Paces.Count > 0 ? await Lists.EnterAsync(cost, token)
            : null;
    }
}
