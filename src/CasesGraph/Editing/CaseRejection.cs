using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("A case of a selection that was not written, and why.")]
public sealed record CaseRejection(
    [property: Description("The case as it is; null when there is none.")] Ref<Case>? Case,
    [property: Description("The id that was given or selected."), AsId] Ref<Case> Id,
    [property: Description("Why it was not written, for people.")] string Reason,
    [property: Description("Why it was not written, for programs.")] ValidationCode Code
)
{
    private const int MostListed = 100;

    /// <summary>The first of them.</summary>
    internal static IReadOnlyList<CaseRejection> Of(IReadOnlyList<RefusedCase> refused) =>
        [.. refused.Take(MostListed).Select(Of)];

    private static CaseRejection Of(RefusedCase refused)
    {
        var id = new Ref<Case>(refused.Number);
        return new CaseRejection(refused.Why.Exists ? id : null, id, refused.Why.Reason, refused.Why.Code);
    }
}
