using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CasesGraph.Access;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>
/// The buckets of this process's callers: each API key has one, and each user and contact who calls by something else. One that is
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
            bound = new CostBound(Allowed(owner.Kind).Setting, bucket.Size);
        return new Charge(bucket, bound);
    }

    private static Owner? OwnerOf(Caller caller) =>
        caller.IsUncounted ? null
        : caller.ApiKeyId is { } key ? new Owner(OwnerKind.Key, key)
        : caller.Asker.UserId is { } user ? new Owner(OwnerKind.User, user)
        : caller.Asker.ContactId is { } contact ? new Owner(OwnerKind.Contact, contact)
        : null;

    private (string Setting, int Size, int Restore) Allowed(OwnerKind kind) =>
        kind switch
        {
            OwnerKind.Key => (nameof(Limits.KeyBucket), limits.KeyBucket, limits.KeyRestore),
            OwnerKind.Contact => (nameof(Limits.ContactBucket), limits.ContactBucket, limits.ContactRestore),
            _ => (nameof(Limits.Bucket), limits.Bucket, limits.Restore),
        };

    private Bucket Make(Owner owner)
    {
        if (Count >= Most && !MakeRoom())
            return crowd;
        var (_, size, restore) = Allowed(owner.Kind);
        var made = new Bucket(size, restore, clock);
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

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Owner(OwnerKind Kind, long Id);

    private enum OwnerKind
    {
        User,
        Contact,
        Key,
    }
}
