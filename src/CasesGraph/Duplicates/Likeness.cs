namespace CasesGraph.Duplicates;

/// <summary>What speaks for two cases being the same request.</summary>
/// <param name="Subject">Similarity of the subjects, 0 to 1.</param>
/// <param name="OtherNumbers">Whether their numbers or codes tell them apart, whatever else speaks for them.</param>
internal readonly record struct Likeness(
    double Subject,
    bool SameSubject,
    bool OtherNumbers,
    bool SameAccount,
    bool SharedContact,
    TimeSpan Apart
)
{
    /// <summary>Creations that are further apart do not speak for anything.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromDays(30);

    private const double WeightOfSubject = 0.5;
    private const double WeightOfAccount = 0.2;
    private const double WeightOfContact = 0.15;
    private const double WeightOfTime = 0.15;

    private const double LeastAlike = 0.5;
    private const double LeastAlikeOfSameCustomer = 0.3;

    /// <summary>What links two cases of a group.</summary>
    private const double LeastOfGroups = 0.75;

    public double Score =>
        Math.Round(
            (WeightOfSubject * Subject)
                + (SameAccount ? WeightOfAccount : 0)
                + (SharedContact ? WeightOfContact : 0)
                + (WeightOfTime * Nearness),
            4
        );

    /// <summary>Falls evenly from 1 for the same moment to 0.</summary>
    private double Nearness => Math.Max(0, 1 - (Apart.Duration() / Near));

    public bool IsCandidate =>
        !OtherNumbers && Subject >= (SameAccount || SharedContact ? LeastAlikeOfSameCustomer : LeastAlike);

    /// <summary>Without account or contact in common it is never reached.</summary>
    public bool LinksGroup => !OtherNumbers && Subject >= LeastAlike && Score >= LeastOfGroups;

    public IReadOnlyList<DuplicateReason> Reasons
    {
        get
        {
            var reasons = new List<DuplicateReason>
            {
                SameSubject ? DuplicateReason.SameSubject : DuplicateReason.SimilarSubject,
            };
            if (SameAccount)
                reasons.Add(DuplicateReason.SameAccount);
            if (SharedContact)
                reasons.Add(DuplicateReason.SharedContact);
            if (Nearness > 0)
                reasons.Add(DuplicateReason.NearInTime);
            return reasons;
        }
    }
}
