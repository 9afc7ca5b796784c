using System.Runtime.InteropServices;
using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.Duplicates;

/// <summary>
/// Cases grouped by their links; no group has cases whose numbers tell them apart. Only cases of one account or of one contact can be linked; of these each is compared
/// with at most the 200 that were created next, so that an account with very many takes no longer for each.
/// </summary>
internal sealed class DuplicateClusters
{
    private const int MostComparedNext = 200;
    private const int MostCasesShown = 50;

    private readonly List<ComparedCase> cases;
    private readonly int[] parents;

    /// <summary>Links between subjects that do not have the same numbers: each may keep another from being one.</summary>
    private readonly List<(int One, int Other, Likeness Likeness)> loose = [];

    /// <summary>Of groups at their roots that loose links have made.</summary>
    private readonly Dictionary<int, List<SubjectNumbers>> numbers = [];

    /// <summary>Of each group at its root; null where there is no link.</summary>
    private readonly Likeness?[] strongest;

    private DuplicateClusters(IEnumerable<ComparedCase> compared)
    {
        cases = [.. compared.OrderBy(c => c.CreatedAt).ThenBy(c => c.Number)];
        parents = [.. Enumerable.Range(0, cases.Count)];
        strongest = new Likeness?[cases.Count];
    }

    /// <summary>All groups by their lowest number, the highest of these first.</summary>
    public static IReadOnlyList<(long First, DuplicateCaseGroup Group)> Of(
        IEnumerable<ComparedCase> compared,
        CancellationToken token
    )
    {
        var clusters = new DuplicateClusters(compared);
        // Cases of one account that were created further apart are linked by a contact in common or not at all.
        clusters.LinkEach(c => c.AccountId is { } account ? [account] : [], Likeness.Near, token);
        clusters.LinkEach(c => c.ContactIds, TimeSpan.MaxValue, token);
        clusters.LinkLoose();
        return clusters.Groups();
    }

    private void LinkEach(Func<ComparedCase, IReadOnlyList<long>> keys, TimeSpan within, CancellationToken token)
    {
        var together = new Dictionary<long, List<int>>();
        for (var at = 0; at < cases.Count; at++)
        {
            foreach (var key in keys(cases[at]))
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(together, key, out _);
                (list ??= []).Add(at);
            }
        }
        foreach (var list in together.Values)
        {
            token.ThrowIfCancellationRequested();
            for (var one = 0; one < list.Count; one++)
            {
                for (var other = one + 1; other < list.Count && other <= one + MostComparedNext; other++)
                {
                    if (cases[list[other]].CreatedAt - cases[list[one]].CreatedAt > within)
                        break;
                    Compare(list[one], list[other]);
                }
            }
        }
    }

    private void Compare(int one, int other)
    {
        if (!cases[one].Subject.SharesBandWith(cases[other].Subject))
            return;
        var likeness = cases[one].To(cases[other]);
        if (!likeness.LinksGroup)
            return;
        if (NumbersOf(one).Equals(NumbersOf(other)))
            Link(one, other, likeness);
        else
            loose.Add((one, other, likeness));
    }

    /// <summary>The strongest first; those that would bring together what numbers tell apart are none.</summary>
    private void LinkLoose()
    {
        foreach (
            var (one, other, likeness) in loose
                .OrderByDescending(link => link.Likeness.Score)
                .ThenBy(link => link.One)
                .ThenBy(link => link.Other)
        )
        {
            var (there, here) = (NumbersAt(RootOf(other)), NumbersAt(RootOf(one)));
            if (here.Exists(some => there.Exists(some.DifferFrom)))
                continue;
            Link(one, other, likeness);
            numbers[RootOf(one)] = [.. here.Union(there)];
        }
    }

    private SubjectNumbers NumbersOf(int at) => cases[at].Subject.Text.Numbers;

    private List<SubjectNumbers> NumbersAt(int root) => numbers.GetValueOrDefault(root) ?? [NumbersOf(root)];

    private void Link(int one, int other, Likeness likeness)
    {
        var (from, into) = (RootOf(other), RootOf(one));
        parents[from] = into;
        strongest[into] = Stronger(Stronger(strongest[into], strongest[from]), likeness);
    }

    /// <summary>The first of equal ones.</summary>
    private static Likeness? Stronger(Likeness? one, Likeness? other) =>
        one is null || other?.Score > one.Value.Score ? other : one;

    private int RootOf(int at)
    {
        while (parents[at] != at)
            at = parents[at] = parents[parents[at]];
        return at;
    }

    private List<(long First, DuplicateCaseGroup Group)> Groups() =>
        [
            .. Enumerable
                .Range(0, cases.Count)
                .Where(at => strongest[RootOf(at)] is not null)
                .GroupBy(RootOf, at => cases[at].Number)
                .Select(group => (First: group.Min(), Group: GroupOf(strongest[group.Key]!.Value, [.. group.Order()])))
                .OrderByDescending(group => group.First),
        ];

    private static DuplicateCaseGroup GroupOf(Likeness strongest, List<long> numbers) =>
        new(
            numbers.Count,
            strongest.Score,
            strongest.Reasons,
            [.. numbers.Take(MostCasesShown).Select(number => new Ref<Case>(number))]
        );
}
