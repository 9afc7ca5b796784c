using System.Linq.Expressions;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>
/// What the log shows of items: the beginning of their texts, wherever they were added, and moved from and to by merges.
/// Found from the cases that they were added to and those that they are in, change set by change set.
/// </summary>
internal static class LoggedItems
{
    /// <summary>Shows the texts that the items have by now.</summary>
    public static async Task RetellAsync(
        ItemPart part,
        IReadOnlyCollection<ICaseItem> items,
        CasesDb db,
        CancellationToken token
    )
    {
        var shown = items.ToDictionary(
            item => OpaqueId.Encode(part.Row.Name, item.Id),
            item => CanonicalText.Beginning(item.LogText),
            StringComparer.Ordinal
        );
        var rows = await RowsAsync(part.Field, [.. shown.Keys], await BeginAsync(items, db, token), db, token);
        await LoggedTexts.RewriteAsync(
            rows,
            row =>
            {
                if (row.Before is not null)
                    row.BeforeText = shown[row.Before];
                if (row.After is not null)
                    row.AfterText = shown[row.After];
            },
            db,
            token
        );
    }

    private static async Task<HashSet<long>> BeginAsync(
        IReadOnlyCollection<ICaseItem> items,
        CasesDb db,
        CancellationToken token
    )
    {
        var cases = items.Select(item => item.CaseNumber).ToHashSet();
        var changes = items.OfType<IOfChange>().Select(item => item.ChangeId).ToHashSet();
        cases.UnionWith(
            await db
                .CaseChanges.Where(change => changes.Contains(change.Id))
                .Select(change => change.CaseNumber!.Value)
                .ToListAsync(token)
        );
        return cases;
    }

    private static async Task<IReadOnlyCollection<long>> RowsAsync(
        CaseField field,
        string[] ids,
        HashSet<long> begin,
        CasesDb db,
        CancellationToken token
    )
    {
        var (rows, cases, sets) = (new HashSet<long>(), new HashSet<long>(begin), new HashSet<long>());
        for (long[] next = [.. begin]; next.Length > 0; )
        {
            var found = await In(change => next.Contains(change.CaseNumber!.Value));
            rows.UnionWith(found.Select(row => row.Id));
            long[] met = [.. found.Select(row => row.ChangeSetId).Where(sets.Add)];
            var beside = await In(change => met.Contains(change.ChangeSetId));
            next = [.. beside.Select(row => row.Case).Where(cases.Add)];
        }
        return rows;

        Task<List<FoundRow>> In(Expression<Func<CaseChange, bool>> where) =>
            db
                .CaseChanges.Where(where)
                .SelectMany(change => change.Fields)
                .Where(row => row.Field == field && (ids.Contains(row.Before!) || ids.Contains(row.After!)))
                .Select(row => new FoundRow(row.Id, row.Change.CaseNumber!.Value, row.Change.ChangeSetId))
                .ToListAsync(token);
    }

    private sealed record FoundRow(long Id, long Case, long ChangeSetId);
}
