using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// Links that merges gave to some cases, of merges that were undone since. Who takes such a link away, and undoes that once
/// the merge is undone, gives it to the case itself: without both there would be none.
/// </summary>
internal sealed class GoneMerges
{
    private readonly ILookup<(long Case, CaseField Field, string? Link), Given> given;

    private GoneMerges(IEnumerable<Given> all) => given = all.ToLookup(one => (one.Case, one.Field, (string?)one.Link));

    public static async Task<GoneMerges> LoadAsync(IReadOnlyList<long> cases, CasesDb db, CancellationToken token)
    {
        var undone = await db
            .CaseChanges.Where(change =>
                change.Kind == ChangeKind.Unmerged
                && cases.Contains(change.CaseNumber!.Value)
                && change.ChangeSet.UndoesId != null
            )
            .Select(change => new
            {
                Case = change.CaseNumber!.Value,
                Merge = change.ChangeSet.UndoesId!.Value,
                change.Id,
            })
            .ToListAsync(token);
        if (undone.Count == 0)
            return new GoneMerges([]);
        var merges = undone.Select(one => one.Merge).Distinct().ToList();
        var links = CaseParts.Links.Select(part => part.Field).ToArray();
        var rows = await db
            .FieldChanges.Where(row =>
                merges.Contains(row.Change.ChangeSetId)
                && row.Change.CaseNumber != null
                && cases.Contains(row.Change.CaseNumber.Value)
                && links.Contains(row.Field)
                && row.After != null
            )
            .Select(row => new
            {
                Case = row.Change.CaseNumber!.Value,
                row.Change.ChangeSetId,
                row.ChangeId,
                row.Field,
                row.After,
            })
            .ToListAsync(token);
        return new GoneMerges(
            from row in rows
            from one in undone
            where one.Case == row.Case && one.Merge == row.ChangeSetId
            select new Given(row.Case, row.Field, row.After!, row.ChangeId, one.Id)
        );
    }

    /// <summary>The changes, of which those undo nothing that give a link to the case itself.</summary>
    /// <param name="changes">In log order.</param>
    public List<OwnChange> Settle(IReadOnlyList<OwnChange> changes)
    {
        var byPlace = changes.ToLookup(change => (change.Case, change.Field, change.Link));
        return [.. changes.Select(change => GivesItself(change) ? change with { Undoes = null } : change)];

        bool GivesItself(OwnChange change)
        {
            if (change is not { Undoes: { } undone, After: not null })
                return false;
            var place = (change.Case, change.Field, change.Link);
            var taken = byPlace[place].LastOrDefault(one => one.ChangeSetId == undone);
            return taken is not null
                && given[place]
                    .Any(one => one.From < taken.ChangeId && taken.ChangeId < one.Until && one.Until < change.ChangeId);
        }
    }

    /// <summary>A link while its merge held.</summary>
    /// <param name="From">The place in the log of the merge.</param>
    /// <param name="Until">That of its undoing.</param>
    private sealed record Given(long Case, CaseField Field, string Link, long From, long Until);
}
