using System.Text.RegularExpressions;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Duplicates;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Duplicates;

/// <summary>Duplicates by plain code over all cases in memory: what the service must answer.</summary>
internal sealed partial class PlainDuplicates(IReadOnlyList<Case> cases)
{
    public IEnumerable<PlainCandidate> Of(Case probe) =>
        Of(probe.Number, probe.Subject, probe.AccountId, Contacts(probe), probe.CreatedAt);

    public IEnumerable<PlainCandidate> Of(
        long? number,
        string subject,
        long? account,
        IReadOnlySet<long> contacts,
        DateTime at
    ) =>
        cases
            .Where(c => c.Number != number && c.DeletedAt is null)
            .Select(c => Compare(c, subject, account, contacts, at))
            .Where(found => !AreApart(found.Case.Subject, subject))
            .Where(found =>
                found.SameCustomer
                    ? found.Similarity >= 0.3
                    : found.Similarity >= 0.5 && SharesBand(found.Case.Subject, subject)
            )
            .OrderByDescending(found => found.Reasons.Contains("SAME_SUBJECT", StringComparer.Ordinal))
            .ThenByDescending(found => found.Score)
            .ThenByDescending(found => found.Case.Number);

    public static PlainCandidate Compare(
        Case c,
        string subject,
        long? account,
        IReadOnlySet<long> contacts,
        DateTime at
    )
    {
        var similarity = Similarity(c.Subject, subject);
        var near = Math.Max(0, 1 - (Math.Abs((c.CreatedAt - at).TotalDays) / 30));
        var sameAccount = account is not null && c.AccountId == account;
        var shared = Contacts(c).Overlaps(contacts);
        var same = string.Equals(
            SubjectText.Normalize(c.Subject),
            SubjectText.Normalize(subject),
            StringComparison.Ordinal
        );
        List<string> reasons = [same ? "SAME_SUBJECT" : "SIMILAR_SUBJECT"];
        if (sameAccount)
            reasons.Add("SAME_ACCOUNT");
        if (shared)
            reasons.Add("SHARED_CONTACT");
        if (near > 0)
            reasons.Add("NEAR_IN_TIME");
        var score = (0.5 * similarity) + (sameAccount ? 0.2 : 0) + (shared ? 0.15 : 0) + (0.15 * near);
        return new PlainCandidate(c, similarity, sameAccount || shared, Math.Round(score, 4), reasons);
    }

    /// <summary>Whether each has a number, or a word of letters and digits, that the other has not, of those that both have.</summary>
    public static bool AreApart(string one, string other)
    {
        return Differ(Numbers()) || Differ(Codes());

        bool Differ(Regex what)
        {
            var (here, there) = (Find(what, one), Find(what, other));
            return !here.IsSubsetOf(there) && !there.IsSubsetOf(here);
        }
    }

    public static bool HaveSameNumbers(string one, string other) =>
        Find(Numbers(), one).SetEquals(Find(Numbers(), other)) && Find(Codes(), one).SetEquals(Find(Codes(), other));

    public static HashSet<long> Contacts(Case c) => [.. c.Contacts.Select(link => link.ContactId)];

    /// <summary>Trigrams in both, of those in either.</summary>
    public static double Similarity(string one, string other)
    {
        var (here, there) = (Trigrams(one), Trigrams(other));
        return here.Count == 0 || there.Count == 0
            ? 0
            : (double)here.Intersect(there, StringComparer.Ordinal).Count()
                / here.Union(there, StringComparer.Ordinal).Count();
    }

    public static bool SharesBand(string one, string other) =>
        Bands(one).Intersect(Bands(other), StringComparer.Ordinal).Any();

    private static string[] Bands(string subject) =>
        MinHash.BandsOf(new SubjectText(subject)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static HashSet<string> Find(Regex what, string subject) =>
        what.Matches(Zeros().Replace(SubjectText.Normalize(subject), ""))
            .Select(match => match.Value)
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<!\S)(?=\S*\d)(?=\S*[^\d\s])\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"(?<!\d)0+(?=\d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Zeros();

    private static HashSet<string> Trigrams(string subject)
    {
        var runes = $" {SubjectText.Normalize(subject)} ".EnumerateRunes().Select(rune => rune.ToString()).ToList();
        return Enumerable
            .Range(0, Math.Max(0, runes.Count - 2))
            .Select(at => runes[at] + runes[at + 1] + runes[at + 2])
            .ToHashSet(StringComparer.Ordinal);
    }
}

internal sealed record PlainCandidate(
    Case Case,
    double Similarity,
    bool SameCustomer,
    double Score,
    IReadOnlyList<string> Reasons
)
{
    public override string ToString() =>
        FormattableString.Invariant($"{Case.Number} {Score} {string.Join(' ', Reasons)}");
}
