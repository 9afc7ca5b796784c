using System.Collections.Concurrent;
using System.Net;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Roles;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Keys;

/// <summary>
/// The keys that were used lately, as they are in the database: remembered while it is certain that nothing was written that
/// changes what callers may do (<see cref="RightsWatch"/>), and for a few minutes at most.
/// </summary>
internal sealed class KnownKeys(CasesDatabase database, RightsWatch watch, TimeProvider clock)
{
    public const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<long, KnownKey> known = new();

    /// <summary>A key's public part is its own for ever.</summary>
    private readonly ConcurrentDictionary<string, long> numbers = new(StringComparer.Ordinal);

    /// <summary>Null where there is none.</summary>
    /// <param name="keyId">The public part.</param>
    public ValueTask<KnownKey?> FindAsync(string keyId, CancellationToken token) =>
        numbers.TryGetValue(keyId, out var id) && Remembered(id) is { } key
            ? new(key)
            : new(ReadAsync(db => db.Set<ApiKey>().Where(one => one.KeyId == keyId), token));

    public ValueTask<KnownKey?> FindAsync(long id, CancellationToken token) =>
        Remembered(id) is { } key ? new(key) : new(ReadAsync(db => db.Set<ApiKey>().Where(one => one.Id == id), token));

    private KnownKey? Remembered(long id) =>
        watch.IsCertain
        && known.TryGetValue(id, out var key)
        && key.Epoch == watch.Epoch
        && clock.GetElapsedTime(key.ReadAt) < Longest
            ? key
            : null;

    private async Task<KnownKey?> ReadAsync(Func<CasesDb, IQueryable<ApiKey>> rows, CancellationToken token)
    {
        await using var db = database.CreateDb();
        await watch.AskAsync(db, token);
        // Before what it is of: what is written meanwhile makes it worthless.
        var (epoch, at) = (watch.Epoch, clock.GetTimestamp());
        var key = await rows(db).Include(one => one.User).AsNoTracking().SingleOrDefaultAsync(token);
        return key is null ? null : Remember(new KnownKey(key, epoch, at));
    }

    private KnownKey Remember(KnownKey key)
    {
        if (known.Count >= Most)
        {
            known.Clear();
            numbers.Clear();
        }
        numbers[key.KeyId] = key.Id;
        return known[key.Id] = key;
    }
}

/// <summary>A key, as it was at one moment.</summary>
/// <param name="epoch">That moment, as <see cref="RightsWatch"/> counts.</param>
/// <param name="readAt">The same, as clocks do.</param>
internal sealed class KnownKey(ApiKey key, long epoch, long readAt)
{
    private readonly IReadOnlyList<AccessAction>? scopes = KeyScopes.Read(key.Scopes);
    private volatile Tuple<AccessShape, AccessShape>? last;

    public long Id => key.Id;
    public string KeyId => key.KeyId;
    public long UserId => key.UserId;
    public bool IsUserActive => key.User.Active;
    public byte[] SecretHash => key.SecretHash;
    public byte[]? PreviousSecretHash => key.PreviousSecretHash;
    public DateTime? PreviousUntil => key.PreviousUntil;
    public DateTime ExpiresAt => key.ExpiresAt;
    public DateTime? RevokedAt => key.RevokedAt;
    public IReadOnlyList<IPNetwork>? Networks { get; } = KeyNetworks.Read(key.Networks);
    public long Epoch => epoch;
    public long ReadAt => readAt;

    /// <summary>Null while it was not used; told when it is.</summary>
    public DateTime? LastUsedAt
    {
        get => key.LastUsedAt;
        set => key.LastUsedAt = value;
    }

    /// <summary>What of its user's rights is the key's.</summary>
    public AccessShape Narrow(AccessShape whole)
    {
        if (scopes is null)
            return whole;
        // The same for all requests, until the user's rights change.
        if (last is not { } known || !ReferenceEquals(known.Item1, whole))
            last = known = Tuple.Create(whole, whole.Only(scopes));
        return known.Item2;
    }
}
