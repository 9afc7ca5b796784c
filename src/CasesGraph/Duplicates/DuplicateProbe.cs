using CasesGraph.Cases;

namespace CasesGraph.Duplicates;

/// <summary>What duplicates are sought of: a case, or one that is about to be created.</summary>
/// <param name="Number">Null for a draft.</param>
/// <param name="CreatedAt">Now for a draft.</param>
internal sealed record DuplicateProbe(
    long? Number,
    SubjectText Subject,
    long? AccountId,
    IReadOnlyCollection<long> ContactIds,
    DateTime CreatedAt
);
