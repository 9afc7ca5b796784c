using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CasesGraph.Data;

namespace CasesGraph.Roles;

/// <summary>
/// What was read of those who call: trusted while it is certain that nothing was written that changes what callers may do
/// (<see cref="RightsWatch"/>), and for a few minutes at most. It has so many and no more. Who follows changes is asked for
/// all the time: once something was written, those who were asked for lately are read together, whoever asks first.
/// </summary>
/// <param name="read">Reads several by a few statements; who is not among them is asked for again the next time.</param>
internal sealed class RightsCache<TKey, TValue>(
    CasesDatabase database,
    RightsWatch watch,
    TimeProvider clock,
    Func<IReadOnlyList<TKey>, CasesDb, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> read
)
    where TKey : notnull
{
    public const int Most = 10_000;

    /// <summary>Whoever asks is not to wait for many more.</summary>
    private const int MostAtOnce = 250;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Longer than who follows changes waits between two looks.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Known> known = new();
    private readonly Lock door = new();
    private readonly Dictionary<TKey, Reading> underWay = [];

    /// <summary>The default where there is none.</summary>
    public ValueTask<TValue?> FindAsync(TKey key, CancellationToken token) =>
        TryFind(key, out var value) ? new(value) : new(ReadAsync(key, token));

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (watch.IsCertain && known.TryGetValue(key, out var found))
        {
            found.Ask(clock.GetTimestamp());
            if (found.Epoch == watch.Epoch && clock.GetElapsedTime(found.ReadAt) < Longest)
            {
                value = found.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    private async Task<TValue?> ReadAsync(TKey key, CancellationToken token)
    {
        Reading reading;
        lock (door)
        {
            // What was read before something was written is of no use to who asks behind that.
            var isKnown = underWay.TryGetValue(key, out var other) && watch.IsCertain && other.Epoch == watch.Epoch;
            reading = isKnown ? other! : Begin(key);
        }
        return (await reading.Rows.WaitAsync(token)).GetValueOrDefault(key);
    }

    /// <summary>Under the lock.</summary>
    private Reading Begin(TKey key)
    {
        // Where it is not certain what was written, each asks for itself alone.
        var (isCertain, epoch) = (watch.IsCertain, watch.Epoch);
        List<TKey> keys = isCertain
            ? [key, .. Stale(epoch).Where(other => !other.Equals(key)).Take(MostAtOnce - 1)]
            : [key];
        // Others wait for it, whatever becomes of who has begun it.
        var reading = new Reading(epoch, Task.Run(() => ReadAsync(keys), CancellationToken.None));
        if (isCertain)
        {
            keys.ForEach(one => underWay[one] = reading);
            reading.Rows.GetAwaiter().OnCompleted(() => End(keys, reading));
        }
        return reading;
    }

    private IEnumerable<TKey> Stale(long epoch) =>
        known
            .Where(one => one.Value.Epoch != epoch && clock.GetElapsedTime(one.Value.AskedAt) < Lately)
            .Select(one => one.Key)
            .Where(key => !underWay.TryGetValue(key, out var other) || other.Epoch != epoch);

    private void End(List<TKey> keys, Reading reading)
    {
        lock (door)
        {
            foreach (var key in keys.Where(key => underWay.GetValueOrDefault(key) == reading))
                underWay.Remove(key);
        }
    }

    private async Task<IReadOnlyDictionary<TKey, TValue>> ReadAsync(List<TKey> keys)
    {
        await using var db = database.CreateDb();
        await watch.AskAsync(db, CancellationToken.None);
        // After a pause nothing may have been written.
        if (keys is [var alone] && TryFind(alone, out var same))
            return new Dictionary<TKey, TValue> { [alone] = same };
        // Before what it is of: what is written meanwhile makes it worthless.
        var (epoch, at) = (watch.Epoch, clock.GetTimestamp());
        var rows = await read(keys, db, CancellationToken.None);
        if (known.Count + rows.Count > Most)
            known.Clear();
        foreach (var (key, value) in rows)
        {
            var askedAt = known.TryGetValue(key, out var before) ? before.AskedAt : at;
            known[key] = new Known(value, epoch, at, askedAt);
        }
        return rows;
    }

    /// <summary>One that is being read, with others.</summary>
    private sealed record Reading(long Epoch, Task<IReadOnlyDictionary<TKey, TValue>> Rows);

    /// <summary>One that was read.</summary>
    /// <param name="epoch">When, as <see cref="RightsWatch"/> counts.</param>
    /// <param name="readAt">When, as clocks do.</param>
    private sealed class Known(TValue value, long epoch, long readAt, long askedAt)
    {
        private long askedAt = askedAt;

        public TValue Value => value;
        public long Epoch => epoch;
        public long ReadAt => readAt;
        public long AskedAt => Volatile.Read(ref askedAt);

        public void Ask(long now) => Volatile.Write(ref askedAt, now);
    }
}
