using CasesGraph.ChangeLog;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>Texts in rows of the log, which lose something.</summary>
internal static class LoggedTexts
{
    /// <summary>Values can be long: so many rows are in memory at once.</summary>
    private const int Chunk = 50;

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
            var found = await rows.Where(row => row.Id > last).OrderBy(row => row.Id).Take(Chunk).ToListAsync(token);
            found.ForEach(rewrite);
            changed |= await db.SaveChangesAsync(token) > 0;
            found.ForEach(row => db.Entry(row).State = EntityState.Detached);
            if (found.Count < Chunk)
                return changed;
            last = found[^1].Id;
        }
    }
}
