using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What a caller must be allowed to give certain values to a case.</summary>
internal static class CaseDemands
{
    public static IEnumerable<AccessAction> Of(EntityValues<Case> values, InputExtensions? parts = null)
    {
        if (values.Has(nameof(Case.AssignedToId)) || values[nameof(Case.TeamId)] is not null)
            yield return AccessAction.CaseAssign;
        if (values[nameof(Case.OpenedById)] is not null)
            yield return AccessAction.ActForContact;
        foreach (var demanded in parts?.Demands ?? [])
            yield return demanded;
    }
}
