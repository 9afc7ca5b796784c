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
            .OrderBy(import => import.Id)
            .Take(Step)
            .Select(import => new { import.Id, import.StorageKey })
            .ToListAsync(token);
        long[] ids = [.. old.Select(import => import.Id)];
        db.AddRange(old.Select(import => new RemovedContent { StorageKey = import.StorageKey }));
        await db.SaveChangesAsync(token);
        await db
            .Jobs.Where(job => job.ImportId != null && ids.Contains(job.ImportId.Value))
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.ImportId, (long?)null), token);
        await db.Set<Import>().Where(import => ids.Contains(import.Id)).ExecuteDeleteAsync(token);
        return old.Count;
    }
}

internal sealed class ImportContents : ContentNames
{
    public override IQueryable<string> Of(CasesDb db) => db.Set<Import>().Select(import => import.StorageKey);
}
