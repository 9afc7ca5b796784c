using CasesGraph.Cases;

namespace CasesGraph.Tests.Duplicates;

/// <summary>Groups by plain code: every case with every other, and whatever is linked together.</summary>
internal sealed class PlainClusters(IReadOnlyList<Case> cases)
{
    public IEnumerable<string> Groups()
    {
        var links = cases.SelectMany(one =>
            cases.Where(other => other.Number > one.Number).Select(other => Link(one, other))
        );
        var groups = cases.Select(c => (Numbers: new SortedSet<long> { c.Number }, Score: 0.0)).ToList();
        foreach (var (one, other, score) in links.OfType<(long, long, double)>())
        {
            var linked = groups.Where(group => group.Numbers.Contains(one) || group.Numbers.Contains(other)).ToList();
            groups.RemoveAll(linked.Contains);
            groups.Add(
                (
                    new SortedSet<long>(linked.SelectMany(group => group.Numbers)),
                    linked.Select(group => group.Score).Append(score).Max()
                )
            );
        }
        return groups
            .Where(group => group.Numbers.Count > 1)
            .OrderByDescending(group => group.Numbers.Min)
            .Select(group =>
                FormattableString.Invariant(
                    $"{group.Numbers.Count} {group.Score} {string.Join(' ', group.Numbers.Take(50))}"
                )
            );
    }

    private static (long One, long Other, double Score)? Link(Case one, Case other)
    {
        var contacts = PlainDuplicates.Contacts(one);
        if (
            (one.AccountId is null || one.AccountId != other.AccountId)
            && !contacts.Overlaps(PlainDuplicates.Contacts(other))
        )
            return null;
        var found = PlainDuplicates.Compare(other, one.Subject, one.AccountId, contacts, one.CreatedAt);
        return
            found is { SameCustomer: true, Similarity: >= 0.5, Score: >= 0.75 }
            && PlainDuplicates.SharesBand(one.Subject, other.Subject)
            ? (one.Number, other.Number, found.Score)
            : null;
    }
}
