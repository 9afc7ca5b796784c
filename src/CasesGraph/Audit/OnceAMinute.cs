using System.Collections.Concurrent;

namespace CasesGraph.Audit;

/// <summary>Lets the same pass once a minute. It knows so many and no more; beyond that some pass again.</summary>
internal sealed class OnceAMinute<TKey>(TimeProvider clock)
    where TKey : notnull
{
    private const int Most = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TKey, long> passed = new();

    public bool Pass(TKey key)
    {
        var now = clock.GetTimestamp();
        if (passed.TryGetValue(key, out var last))
            return clock.GetElapsedTime(last, now) >= Period && passed.TryUpdate(key, now, last);
        if (passed.Count >= Most)
            passed.Clear();
        return passed.TryAdd(key, now);
    }
}
