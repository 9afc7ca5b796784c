using CasesGraph.Cases;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// A case and all cases that were merged into it, or into one of those before: each knows the one that it went into.
/// </summary>
internal sealed class MergeTree
{
    private readonly Dictionary<long, Case> cases;
    private readonly Dictionary<long, CaseMerge> merges;

    private MergeTree(Case root, IEnumerable<Case> cases, IEnumerable<CaseMerge> merges, PresentParts parts)
    {
        (Root, Parts) = (root, parts);
        this.cases = cases.ToDictionary(c => c.Number);
        this.merges = merges.ToDictionary(merge => merge.CaseNumber);
    }

    /// <summary>The case that goes on for all of them.</summary>
    public Case Root { get; }

    /// <summary>With the links of every case.</summary>
    public PresentParts Parts { get; }

    public Case this[long number] => cases[number];

    /// <summary>Null for a case of another tree.</summary>
    public Case? Find(long number) => cases.GetValueOrDefault(number);

    public static async Task<MergeTree> LoadAsync(long root, Call call, CancellationToken token)
    {
        var found = await call.Db.Cases.Where(c => c.Number == root || c.MergedIntoNumber == root).ToListAsync(token);
        var parts = new PresentParts(call.Db);
        await parts.LoadLinksAsync(found.Select(c => c.Number), token);
        var kept = await call
            .Db.Set<CaseMerge>()
            .Where(merge => merge.Case.MergedIntoNumber == root)
            .Include(merge => merge.Change)
            .ToListAsync(token);
        return new MergeTree(found.Single(c => c.Number == root), found, kept, parts);
    }

    /// <summary>Null for a case that is not merged.</summary>
    public CaseMerge? MergeOf(Case @case) => merges.GetValueOrDefault(@case.Number);

    /// <summary>The cases that went right into this one, in the order in which they did.</summary>
    public IEnumerable<(Case Case, CaseMerge Merge)> Into(Case survivor) =>
        merges
            .Values.Where(merge => merge.SurvivorNumber == survivor.Number)
            .OrderBy(merge => merge.Change.ChangeSetId)
            .ThenBy(merge => merge.CaseNumber)
            .Select(merge => (cases[merge.CaseNumber], merge));

    /// <summary>The cases that a merged one went into, one after the other; the last is the root.</summary>
    public IEnumerable<Case> Above(Case merged)
    {
        for (var merge = MergeOf(merged); merge is not null; merge = MergeOf(cases[merge.SurvivorNumber]))
            yield return cases[merge.SurvivorNumber];
    }

    /// <summary>All that went into the case, right or through another.</summary>
    public IEnumerable<Case> Below(Case survivor) =>
        Into(survivor).SelectMany(below => Below(below.Case).Prepend(below.Case));

    public void Add(Case merged, CaseMerge merge)
    {
        cases[merged.Number] = merged;
        merges.Add(merged.Number, merge);
    }

    /// <summary>The case is merged no more; what went into it stays below it.</summary>
    public void Cut(Case merged) => merges.Remove(merged.Number);
}
