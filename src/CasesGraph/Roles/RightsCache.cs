using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace CasesGraph.Roles;

/// <summary>
/// What was read of those who call: trusted while it is certain that nothing was written that changes what callers may do
/// (<see cref="RightsWatch"/>), and for a few minutes at most. It has so many and no more.
/// </summary>
internal sealed class RightsCache<TKey, TValue>(RightsWatch watch, TimeProvider clock)
    where TKey : notnull
{
    public const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<TKey, (TValue Value, Moment ReadAt)> known = new();

    /// <summary>To be taken before something is read: what is written meanwhile makes it worthless.</summary>
    public Moment Now() => new(watch.Epoch, clock.GetTimestamp());

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (
            watch.IsCertain
            && known.TryGetValue(key, out var found)
            && found.ReadAt.Epoch == watch.Epoch
            && clock.GetElapsedTime(found.ReadAt.Timestamp) < Longest
        )
        {
            value = found.Value;
            return true;
        }
        value = default;
        return false;
    }

    public void Remember(TKey key, TValue value, Moment readAt)
    {
        if (known.Count >= Most)
            known.Clear();
        known[key] = (value, readAt);
    }

    /// <summary>When something was read, as <see cref="RightsWatch"/> counts and as clocks do.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Moment(long Epoch, long Timestamp);
}
