using CasesGraph.ChangeLog;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>The cases that merges brought together with one, also such as were undone, by the log.</summary>
internal static class MergeRelatives
{
    /// <summary>The case itself among them.</summary>
    public static async Task<IReadOnlyCollection<long>> FindAsync(long number, CasesDb db, CancellationToken token)
    {
        var (cases, sets) = (new HashSet<long> { number }, new HashSet<long>());
        for (long[] next = [number]; next.Length > 0; )
        {
            var merges = await db
                .CaseChanges.Where(change => next.Contains(change.CaseNumber!.Value))
                .Where(change => change.Kind == ChangeKind.Merged || change.Kind == ChangeKind.Unmerged)
                .Select(change => change.ChangeSetId)
                .Distinct()
                .ToListAsync(token);
            long[] met = [.. merges.Where(sets.Add)];
            var beside = await db
                .CaseChanges.Where(change => met.Contains(change.ChangeSetId))
                .Select(change => change.CaseNumber!.Value)
                .Distinct()
                .ToListAsync(token);
            next = [.. beside.Where(cases.Add)];
        }
        return cases;
    }
}
