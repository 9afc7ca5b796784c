using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports;

/// <summary>Takes files away, with all that was found out about them and what their jobs tell of single rows; the jobs stay, with their counts.</summary>
internal static class RemovedImports
{
    public static async Task RemoveAsync(CasesDb db, IReadOnlyList<long> imports, CancellationToken token)
    {
        if (imports.Count == 0)
            return;
        await ForgetRowsAsync(db, imports, token);
        var keys = await db.Set<Import>()
            .Where(import => imports.Contains(import.Id))
            .Select(import => import.StorageKey)
            .ToListAsync(token);
        db.AddRange(keys.Select(key => new RemovedContent { StorageKey = key }));
        await db.SaveChangesAsync(token);
        await db
            .Jobs.Where(job => job.ImportId != null && imports.Contains(job.ImportId.Value))
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.ImportId, (long?)null), token);
        await db.Set<Import>().Where(import => imports.Contains(import.Id)).ExecuteDeleteAsync(token);
    }

    /// <summary>Rows of jobs tell what stood in the file: keys, values, and messages with them.</summary>
    public static async Task ForgetRowsAsync(CasesDb db, IReadOnlyList<long> imports, CancellationToken token)
    {
        var jobs = await db
            .Jobs.Where(job => job.ImportId != null && imports.Contains(job.ImportId.Value))
            .Select(job => new { job.Id, job.RowGroups })
            .ToListAsync(token);
        var ids = jobs.ConvertAll(job => job.Id);
        await db.Set<JobRow>()
            .Where(row => ids.Contains(row.JobId) && (row.Key != null || row.Reasons != None))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Key, (string?)null).SetProperty(row => row.Reasons, None),
                token
            );
        foreach (var job in jobs.Where(job => job.RowGroups is not None))
        {
            var groups = ImportJson.Read<IReadOnlyList<JobRowGroup>>(job.RowGroups)!;
            var left = ImportJson.Write(groups.Select(group => group with { Value = null }));
            await db
                .Jobs.Where(one => one.Id == job.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.RowGroups, left), token);
        }
    }

    private const string None = "[]";
}
