using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>
/// What the log shows of an item: the beginning of its text, wherever it was added, and moved from and to by merges. Found
/// from the case that it was added to and the one that it is in, change set by change set.
/// </summary>
internal static class LoggedItems
{
    /// <summary>Shows another text.</summary>
    public static async Task RetellAsync(
        ItemPart part,
        ICaseItem item,
        string text,
        CasesDb db,
        CancellationToken token
    )
    {
        var (id, shown) = (OpaqueId.Encode(part.Row.Name, item.Id), CanonicalText.Beginning(text));
        var rows = await RowsAsync(part.Field, id, await BeginAsync(item, db, token), db, token);
        await db
            .FieldChanges.Where(row => rows.Contains(row.Id) && row.Before != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.BeforeText, shown), token);
        await db
            .FieldChanges.Where(row => rows.Contains(row.Id) && row.After != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AfterText, shown), token);
    }

    private static async Task<HashSet<long>> BeginAsync(ICaseItem item, CasesDb db, CancellationToken token)
    {
        var cases = new HashSet<long> { item.CaseNumber };
        if (item is IOfChange { ChangeId: var change })
            cases.UnionWith(
                await db
                    .CaseChanges.Where(one => one.Id == change)
                    .Select(one => one.CaseNumber!.Value)
                    .ToListAsync(token)
            );
        return cases;
    }

    private static async Task<IReadOnlyCollection<long>> RowsAsync(
        CaseField field,
        string id,
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

        Task<List<FoundRow>> In(System.Linq.Expressions.Expression<Func<CaseChange, bool>> where) =>
            db
                .CaseChanges.Where(where)
                .SelectMany(change => change.Fields)
                .Where(row => row.Field == field && (row.Before == id || row.After == id))
                .Select(row => new FoundRow(row.Id, row.Change.CaseNumber!.Value, row.Change.ChangeSetId))
                .ToListAsync(token);
    }

    private sealed record FoundRow(long Id, long Case, long ChangeSetId);
}
