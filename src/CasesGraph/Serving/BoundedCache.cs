using Microsoft.Extensions.Caching.Memory;

namespace CasesGraph.Serving;

/// <summary>
/// Keeps what is used, as far as it has room: when it is full, what was not used for longest goes. Something new may find
/// no room at that moment; it is made again.
/// </summary>
/// <param name="mostBytes">Of all entries together, as they are told.</param>
internal sealed class BoundedCache<TKey, TValue>(long mostBytes) : IDisposable
    where TKey : notnull
    where TValue : class
{
    private readonly MemoryCache entries = new(
        new MemoryCacheOptions { SizeLimit = mostBytes, CompactionPercentage = 0.2 }
    );

    public TValue? Find(TKey key) => entries.TryGetValue(key, out var value) ? (TValue?)value : null;

    public void Keep(TKey key, TValue value, long bytes) =>
        entries.Set(key, value, new MemoryCacheEntryOptions { Size = bytes });

    public void Dispose() => entries.Dispose();
}
