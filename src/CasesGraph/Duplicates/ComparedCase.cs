using CasesGraph.Cases;

namespace CasesGraph.Duplicates;

/// <summary>A case as groups are told by it.</summary>
internal sealed record ComparedCase(
    long Number,
    ComparedSubject Subject,
    long? AccountId,
    DateTime CreatedAt,
    IReadOnlyList<long> ContactIds
)
{
    /// <summary>Whether another is a duplicate of it by a score that takes a customer of both.</summary>
    public bool IsLike(ComparedCase other, double least)
    {
        if (!Subject.SharesBandWith(other.Subject))
            return false;
        var likeness = To(other);
        return likeness.IsCandidate && likeness.Score >= least;
    }

    public Likeness To(ComparedCase other) =>
        new(
            Subject.Text.SimilarityTo(other.Subject.Text),
            Subject.Text.IsSameAs(other.Subject.Text),
            Subject.Text.Numbers.DifferFrom(other.Subject.Text.Numbers),
            AccountId is not null && AccountId == other.AccountId,
            ContactIds.Any(other.ContactIds.Contains),
            other.CreatedAt - CreatedAt
        );
}

/// <summary>A subject with its bands, which tell without looking at it that it is like few others.</summary>
internal sealed class ComparedSubject(string subject, string bands)
{
    private SubjectText? text;

    public SubjectText Text => text ??= new SubjectText(subject);

    public bool SharesBandWith(ComparedSubject other) => MinHash.ShareBand(bands, other.Bands);

    private string Bands => bands;
}
