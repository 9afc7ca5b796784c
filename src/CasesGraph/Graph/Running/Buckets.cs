using System.Collections.Concurrent;
using CasesGraph.Access;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>
/// The buckets of this process's callers: each API key has one, and each user who calls by something else. One that is
/// full is as good as none, so that those leave when the table has no room.
/// </summary>
internal sealed class Buckets(Limits limits, TimeProvider clock)
{
    private const int Most = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Owner, Bucket> known = new();
    private readonly Lock sweeping = new();

    /// <summary>Shared by those who come while so many others are not full.</summary>
    private readonly Bucket crowd = new(limits.Bucket, limits.Restore, clock);
    private int count;
    private long? swept;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>For one operation of a caller.</summary>
    public Charge Begin(Caller caller)
    {
        var bound = new CostBound(nameof(Limits.Cost), limits.Cost);
        if (OwnerOf(caller) is not { } owner)
            return new Charge(bucket: null, bound);
        var bucket = known.GetValueOrDefault(owner) ?? Make(owner);
        if (bucket.Size < limits.Cost)
            bound = new CostBound(owner.IsKey ? nameof(Limits.KeyBucket) : nameof(Limits.Bucket), bucket.Size);
        return new Charge(bucket, bound);
    }

    private static Owner? OwnerOf(Caller caller) =>
        caller.IsUncounted ? null
        : caller.ApiKeyId is { } key ? new Owner(IsKey: true, key)
        : caller.Asker.UserId is { } user ? new Owner(IsKey: false, user)
        : null;

    private Bucket Make(Owner owner)
    {
        if (Count >= Most && !MakeRoom())
            return crowd;
        var made = owner.IsKey
            ? new Bucket(limits.KeyBucket, limits.KeyRestore, clock)
            : new Bucket(limits.Bucket, limits.Restore, clock);
        var kept = known.GetOrAdd(owner, made);
        if (ReferenceEquals(kept, made))
            Interlocked.Increment(ref count);
        return kept;
    }

    /// <summary>Whoever takes from one at the very moment at which it leaves has those points for nothing.</summary>
    private bool MakeRoom()
    {
        lock (sweeping)
        {
            if (swept is null || clock.GetElapsedTime(swept.Value) >= Pause)
            {
                swept = clock.GetTimestamp();
                foreach (var one in known)
                {
                    if (one.Value.IsFull && known.TryRemove(one))
                        Interlocked.Decrement(ref count);
                }
            }
        }
        return Count < Most;
    }

    private readonly record struct Owner(bool IsKey, long Id);
}
