namespace CasesGraph.Duplicates;

/// <summary>A case as duplicates are told by it.</summary>
/// <param name="ContactIds">Ascending.</param>
internal sealed record ComparedCase(
    long Number,
    SubjectText Subject,
    long? AccountId,
    DateTime CreatedAt,
    IReadOnlyList<long> ContactIds
)
{
    public Likeness To(ComparedCase other) =>
        new(
            Subject.SimilarityTo(other.Subject),
            Subject.IsSameAs(other.Subject),
            AccountId is not null && AccountId == other.AccountId,
            SharesContact(other),
            other.CreatedAt - CreatedAt
        );

    private bool SharesContact(ComparedCase other)
    {
        foreach (var contact in ContactIds)
        {
            if (other.ContactIds.Contains(contact))
                return true;
        }
        return false;
    }
}
