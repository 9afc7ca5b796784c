using System.Collections.Immutable;
using CasesGraph.Access;
using CasesGraph.Graph.Running;

namespace CasesGraph.Graph;

/// <summary>What was made of an operation, by what its callers may do.</summary>
internal sealed class KnownSteps
{
    /// <summary>Of one document few kinds of callers ask; where there are more, they are made anew.</summary>
    private const int MostShapes = 64;

    private ImmutableDictionary<AccessShape, RootSteps> byShape = ImmutableDictionary<AccessShape, RootSteps>.Empty;

    public RootSteps? Find(AccessShape access) => byShape.GetValueOrDefault(access);

    public void Keep(AccessShape access, RootSteps steps) =>
        ImmutableInterlocked.Update(
            ref byShape,
            static (known, one) => (known.Count < MostShapes ? known : known.Clear()).SetItem(one.access, one.steps),
            (access, steps)
        );
}
