using CasesGraph.ChangeLog;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>Texts in rows of the log, which lose something.</summary>
internal static class LoggedTexts
{
    /// <summary>Values can be long: so many rows are in memory at once.</summary>
    private const int LongRows = 50;
    private const int ShortRows = 500;

    /// <summary>Rewrites the values of some rows.</summary>
    /// <returns>Whether any differs by it.</returns>
    public static Task<bool> RewriteAsync(
        IQueryable<FieldChange> rows,
        Func<string?, string?> redact,
        CasesDb db,
        CancellationToken token
    ) =>
        RewriteAsync(
            rows,
            row =>
            {
                (row.Before, row.After) = (redact(row.Before), redact(row.After));
                (row.BeforeText, row.AfterText) = (redact(row.BeforeText), redact(row.AfterText));
            },
            db,
            token
        );

    public static async Task<bool> RewriteAsync(
        IQueryable<FieldChange> rows,
        Action<FieldChange> rewrite,
        CasesDb db,
        CancellationToken token
    )
    {
        var (changed, last) = (false, 0L);
        while (true)
        {
            var next = rows.Where(row => row.Id > last).OrderBy(row => row.Id).Take(LongRows);
            var (differs, found) = await RewriteChunkAsync(next, rewrite, db, token);
            changed |= differs;
            if (found.Count < LongRows)
                return changed;
            last = found[^1].Id;
        }
    }

    /// <summary>The same of short rows by their ids.</summary>
    public static async Task RewriteAsync(
        IReadOnlyCollection<long> ids,
        Action<FieldChange> rewrite,
        CasesDb db,
        CancellationToken token
    )
    {
        foreach (var chunk in ids.Chunk(ShortRows))
            await RewriteChunkAsync(db.FieldChanges.Where(row => chunk.Contains(row.Id)), rewrite, db, token);
    }

    private static async Task<(bool Changed, List<FieldChange> Rows)> RewriteChunkAsync(
        IQueryable<FieldChange> rows,
        Action<FieldChange> rewrite,
        CasesDb db,
        CancellationToken token
    )
    {
        var found = await rows.OrderBy(row => row.Id).ToListAsync(token);
        found.ForEach(rewrite);
        var changed = await db.SaveChangesAsync(token) > 0;
        found.ForEach(row => db.Entry(row).State = EntityState.Detached);
        return (changed, found);
    }
}
