using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>Which cases an operation is about.</summary>
/// <param name="Ids">The cases themselves; null when a condition finds them.</param>
/// <param name="Matching">Finds the keys of all cases that meet a condition, deleted ones too, inside the transaction.</param>
/// <param name="LeavesOut">
/// Whether the condition can leave out any of the cases looked at, deleted ones (true) or those in use: an unset variable
/// or an empty text may be all that it is made of.
/// </param>
public sealed record CaseSelection(
    IReadOnlyList<Ref<Case>>? Ids,
    Func<CasesDb, CancellationToken, Task<IReadOnlyList<long>>>? Matching,
    Func<bool, bool> LeavesOut
)
{
    /// <summary>Finds the keys of those in use alone, with less work; null where there is no such short cut.</summary>
    public Func<CasesDb, CancellationToken, Task<IReadOnlyList<long>>>? MatchingInUse { get; init; }
}
