using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

/// <summary>
/// Removes contents that no attachment names: of writes that were refused or cut off, and of rows that were purged. Only
/// those of some age, as a content is stored before its row is.
/// </summary>
public sealed class OrphanSweep(
    CasesDatabase database,
    IAttachmentStorage storage,
    UploadSettings settings,
    TimeProvider clock
)
{
    private const int ChunkSize = 500;

    /// <summary>Returns how many were removed.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        var before = clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(settings.OrphanHours);
        var removed = 0;
        var chunk = new List<string>(ChunkSize);
        await foreach (var content in storage.ListAsync(token))
        {
            if (content.WrittenAt >= before)
                continue;
            chunk.Add(content.Key);
            if (chunk.Count < ChunkSize)
                continue;
            removed += await RemoveAsync(chunk, token);
            chunk.Clear();
        }
        return removed + await RemoveAsync(chunk, token);
    }

    private async Task<int> RemoveAsync(List<string> keys, CancellationToken token)
    {
        if (keys.Count == 0)
            return 0;
        await using var db = database.CreateDb();
        var named = await db
            .Attachments.Where(attachment => keys.Contains(attachment.StorageKey))
            .Select(attachment => attachment.StorageKey)
            .Distinct()
            .ToListAsync(token);
        var orphans = keys.Except(named, StringComparer.Ordinal).ToList();
        foreach (var key in orphans)
            await storage.DeleteAsync(key, token);
        return orphans.Count;
    }
}
