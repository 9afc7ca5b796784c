using CasesGraph.Cases;

namespace CasesGraph.Tests.Duplicates;

/// <summary>Groups by plain code: every case with every other, and whatever is linked together, the same numbers first.</summary>
internal sealed class PlainClusters(IReadOnlyList<Case> cases)
{
    public IEnumerable<string> Groups()
    {
        var inOrder = cases.OrderBy(c => c.CreatedAt).ThenBy(c => c.Number).ToList();
        var links = inOrder
            .SelectMany((one, at) => inOrder.Skip(at + 1).Select(other => Link(one, other)))
            .OfType<(Case One, Case Other, double Score)>()
            .ToLookup(link => PlainDuplicates.HaveSameNumbers(link.One.Subject, link.Other.Subject));
        var groups = cases
            .Select(c => (Cases: new List<Case> { c }, Score: 0.0))
            .ToDictionary(group => group.Cases[0].Number);
        foreach (var (one, other, score) in links[true].Concat(links[false].OrderByDescending(link => link.Score)))
        {
            var (here, there) = (groups[one.Number], groups[other.Number]);
            var together = here.Cases.Union(there.Cases).ToList();
            if (together.Exists(a => together.Exists(b => PlainDuplicates.AreApart(a.Subject, b.Subject))))
                continue;
            foreach (var member in together)
                groups[member.Number] = (together, Math.Max(score, Math.Max(here.Score, there.Score)));
        }
        return groups
            .Values.DistinctBy(group => group.Cases.Min(c => c.Number))
            .Where(group => group.Cases.Count > 1)
            .OrderByDescending(group => group.Cases.Min(c => c.Number))
            .Select(group =>
                FormattableString.Invariant(
                    $"{group.Cases.Count} {group.Score} {string.Join(' ', group.Cases.Select(c => c.Number).Order().Take(50))}"
                )
            );
    }

    private static (Case One, Case Other, double Score)? Link(Case one, Case other)
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
            && !PlainDuplicates.AreApart(one.Subject, other.Subject)
            && PlainDuplicates.SharesBand(one.Subject, other.Subject)
            ? (one, other, found.Score)
            : null;
    }
}
