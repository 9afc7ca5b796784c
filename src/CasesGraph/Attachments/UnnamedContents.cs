using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

/// <summary>Contents that may have nothing to name them. The database alone tells.</summary>
public sealed class UnnamedContents(CasesDatabase database, IAttachmentStorage storage, IEnumerable<ContentNames> names)
{
    /// <summary>Removes those of the keys that nothing has, and returns how many.</summary>
    public async Task<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken token)
    {
        if (keys.Count == 0)
            return 0;
        await using var db = database.CreateDb();
        var unnamed = keys.ToHashSet(StringComparer.Ordinal);
        foreach (var one in names)
            unnamed.ExceptWith(await one.Of(db).Where(key => keys.Contains(key)).ToListAsync(token));
        foreach (var key in unnamed)
            await storage.DeleteAsync(key, token);
        return unnamed.Count;
    }
}
