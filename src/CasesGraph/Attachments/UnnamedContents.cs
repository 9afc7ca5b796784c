using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

/// <summary>Contents that may have no attachment to name them. The database alone tells.</summary>
public sealed class UnnamedContents(CasesDatabase database, IAttachmentStorage storage)
{
    /// <summary>Removes those of the keys that no attachment has, and returns how many.</summary>
    public async Task<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken token)
    {
        if (keys.Count == 0)
            return 0;
        await using var db = database.CreateDb();
        var named = await db.Set<Attachment>()
            .Where(attachment => keys.Contains(attachment.StorageKey))
            .Select(attachment => attachment.StorageKey)
            .Distinct()
            .ToListAsync(token);
        var unnamed = keys.Except(named, StringComparer.Ordinal).ToList();
        foreach (var key in unnamed)
            await storage.DeleteAsync(key, token);
        return unnamed.Count;
    }
}
