using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Roles;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Keys;

/// <summary>The keys that were used lately, as they are in the database.</summary>
internal sealed class KnownKeys(CasesDatabase database, RightsWatch watch, TimeProvider clock)
{
    private readonly RightsCache<long, KnownKey> known = new(database, watch, clock, ReadAsync);

    /// <summary>A key's public part is its own for ever.</summary>
    private readonly ConcurrentDictionary<string, long> numbers = new(StringComparer.Ordinal);

    /// <summary>Null where there is none.</summary>
    /// <param name="keyId">The public part.</param>
    public ValueTask<KnownKey?> FindAsync(string keyId, CancellationToken token) =>
        numbers.TryGetValue(keyId, out var id) ? FindAsync(id, token) : new(FindFirstAsync(keyId, token));

    public ValueTask<KnownKey?> FindAsync(long id, CancellationToken token) => known.FindAsync(id, token);

    /// <summary>One that was not used yet, or not for long.</summary>
    private async Task<KnownKey?> FindFirstAsync(string keyId, CancellationToken token)
    {
        await using var db = database.CreateDb();
        var id = await db.Set<ApiKey>()
            .Where(one => one.KeyId == keyId)
            .Select(one => (long?)one.Id)
            .SingleOrDefaultAsync(token);
        if (id is null)
            return null;
        if (numbers.Count >= RightsCache<long, KnownKey>.Most)
            numbers.Clear();
        numbers[keyId] = id.Value;
        return await FindAsync(id.Value, token);
    }

    private static async Task<IReadOnlyDictionary<long, KnownKey>> ReadAsync(
        IReadOnlyList<long> ids,
        CasesDb db,
        CancellationToken token
    ) =>
        await db.Set<ApiKey>()
            .Where(one => ids.Contains(one.Id))
            .Include(one => one.User)
            .AsNoTracking()
            .ToDictionaryAsync(one => one.Id, one => new KnownKey(one), token);
}

/// <summary>A key, as it was at one moment.</summary>
internal sealed class KnownKey(ApiKey key) : IUsed
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

    /// <summary>Null while it was not used; told when it is.</summary>
    public DateTime? LastUsedAt
    {
        get => key.LastUsedAt;
        set => key.LastUsedAt = value;
    }

    /// <summary>When a secret of it works no more.</summary>
    public DateTime EndOf(ReadOnlySpan<byte> secretHash) =>
        PreviousUntil < ExpiresAt && !CryptographicOperations.FixedTimeEquals(secretHash, SecretHash)
            ? PreviousUntil.Value
            : ExpiresAt;

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
