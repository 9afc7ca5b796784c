using CasesGraph.Query;

namespace CasesGraph.Graph.Running;

/// <summary>
/// Who runs now and who waits. What costs much has as many places as there are cores, so that connections, threads and
/// time are left for what costs little, which never waits.
/// </summary>
internal sealed class Admission(Limits limits) : IDisposable
{
    /// <summary>Points, about 5 ms of the processor: every usual page of a list costs less.</summary>
    public const double Cheap = 500;

    public WaitingLine Expensive { get; } = new(Environment.ProcessorCount, limits.Waiting);

    /// <summary>Null for what is cheap.</summary>
    public async ValueTask<IDisposable?> EnterAsync(double cost, CancellationToken token) =>
        cost <= Cheap ? null : await Expensive.EnterAsync(token);

    public void Dispose() => Expensive.Dispose();
}
