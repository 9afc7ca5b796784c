namespace CasesGraph.Attachments;

/// <summary>
/// Removes contents that no attachment names: of attachments that were removed, and of processes that were killed. Those only
/// of some age: requests of whichever process on the folder store a content before its row.
/// </summary>
public sealed class OrphanSweep(
    UnnamedContents unnamed,
    RemovedContents removals,
    IAttachmentStorage storage,
    UploadSettings settings,
    TimeProvider clock
)
{
    private const int ChunkSize = 500;

    /// <summary>Returns how many were removed.</summary>
    public Task<int> RunAsync(CancellationToken token) => RunAsync(TimeSpan.FromHours(settings.OrphanHours), token);

    /// <summary>The same of all contents that no request can still be about to attach.</summary>
    public Task<int> CleanAsync(CancellationToken token) => RunAsync(TimeSpan.FromSeconds(settings.Seconds), token);

    private async Task<int> RunAsync(TimeSpan age, CancellationToken token)
    {
        var before = clock.GetUtcNow().UtcDateTime - age;
        var removed = await removals.RunAsync(token);
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
