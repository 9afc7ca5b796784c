namespace CasesGraph.Attachments;

/// <summary>
/// Removes contents that no attachment names: of rows that were purged, and of processes that were killed. Only those of
/// some age: requests of whichever process on the folder store a content before its row.
/// </summary>
public sealed class OrphanSweep(
    UnnamedContents unnamed,
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
            removed += await unnamed.RemoveAsync(chunk, token);
            chunk.Clear();
        }
        return removed + await unnamed.RemoveAsync(chunk, token);
    }
}
