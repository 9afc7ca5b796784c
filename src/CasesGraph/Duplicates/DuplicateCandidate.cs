using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.Duplicates;

[Description("A case that may be the same request as the one asked about.")]
public sealed record DuplicateCandidate(
    [property: Description("The case; never a deleted or merged one; null for a caller who may not see it.")]
        Ref<Case>? Case,
    [property: Description(
        "0 to 1: 0.5 × the subjects' similarity + 0.2 for the same account + 0.15 for a contact of both + 0.15 × nearness, which falls from 1 for the same moment of creation to 0 for 30 days apart. The same subject comes before a higher score."
    )]
        double Score,
    [property: Description("What speaks for it.")] IReadOnlyList<DuplicateReason> Reasons
);

[Description("What speaks for two cases being the same request.")]
public enum DuplicateReason
{
    [Description(
        "The subjects have the same words, whatever their case, accents and punctuation, without Re:, Fwd: and the like and without case numbers."
    )]
    SameSubject,

    [Description("The subjects have enough groups of three characters in common: half, of the same customer 3 in 10.")]
    SimilarSubject,

    [Description("They belong to the same account.")]
    SameAccount,

    [Description("A contact is linked to both.")]
    SharedContact,

    [Description("They were created less than 30 days apart.")]
    NearInTime,
}
