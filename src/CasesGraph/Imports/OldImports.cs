using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Imports;

/// <summary>Removes files whose time is over, with all that was found out about them; their jobs stay.</summary>
internal sealed class OldImports(WriteGate gate, ContentRemovals removals) : OldFiles(gate, removals)
{
    protected override async Task<int> RemoveAsync(CasesDb db, DateTime now, CancellationToken token)
    {
        var old = await db.Set<Import>()
            .Where(import => import.ExpiresAt <= now)
            // A job that reads it goes on with it, be it after the end of a process.
            .Where(import => !db.Set<Job>().Any(job => job.ImportId == import.Id && job.FinishedAt == null))
            .OrderBy(import => import.Id)
            .Take(Step)
            .Select(import => import.Id)
            .ToListAsync(token);
        await RemovedImports.RemoveAsync(db, old, token);
        return old.Count;
    }
}

internal sealed class ImportContents : ContentNames
{
    public override IQueryable<string> Of(CasesDb db) => db.Set<Import>().Select(import => import.StorageKey);
}
