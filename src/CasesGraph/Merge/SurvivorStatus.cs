using CasesGraph.Cases;

namespace CasesGraph.Merge;

/// <summary>The status of a case that others went into, with the one of one's own, which is nothing without it.</summary>
/// <param name="merge">Where it was merged itself; null for the case that goes on.</param>
internal sealed class SurvivorStatus(Case survivor, CaseMerge? merge)
{
    /// <summary>Makes the difference; a default may be another by now.</summary>
    public void Apply(Composition before, Composition after, OwnHistory own, DateTime now)
    {
        if (!before.Fields.ContainsKey(Composition.Status) && !after.Fields.ContainsKey(Composition.Status))
            return;
        var ((was, wasDetail), (status, detail)) = (Of(before, own), Of(after, own));
        var isAsMade = Equals(Composition.ValueOf(Composition.Status, survivor, merge), was);
        var hasDetail = (long?)Composition.ValueOf(Composition.Detail, survivor, merge);
        if (!isAsMade || (status == was && (detail == wasDetail || hasDetail != wasDetail)))
            return;
        if (merge is not null)
            (merge.Status, merge.StatusDetailId) = (status, detail);
        else
            CaseRules.GoBack(survivor, status, detail, survivor.ClosedAt ?? now);
    }

    private (CaseStatus Status, long? Detail) Of(Composition made, OwnHistory own) =>
        (
            made.ValueOf(Composition.Status, survivor, own) as CaseStatus? ?? survivor.Status,
            (long?)made.ValueOf(Composition.Detail, survivor, own)
        );
}
