using System.Net;
using System.Security.Cryptography;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Keys;

/// <summary>Why a key does not let its holder in.</summary>
internal enum KeyFault
{
    /// <summary>There is no such key, or its secret is another.</summary>
    Unknown,

    Revoked,

    /// <summary>Its time is over, or that of the secret before its rotation.</summary>
    Expired,

    UserInactive,
    OtherNetwork,
}

/// <summary>Either who it is, with what that caller may do now, or why nobody.</summary>
internal readonly record struct KeyVerdict(Caller? Caller, KeyFault Fault);

/// <summary>Judges keys that callers show.</summary>
internal sealed class KeySignIn(
    KnownKeys keys,
    KeyRights rights,
    LastUses<ApiKey> uses,
    CasesDatabase database,
    TimeProvider clock
)
{
    /// <summary>An unknown id takes as long as a wrong secret: that is hashed already, and compared with this.</summary>
    private static readonly byte[] Nobodys = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    /// <summary>Finds out whether a key lets its holder in.</summary>
    /// <exception cref="UnavailableException">The database could not be asked.</exception>
    /// <param name="address">Where the caller is; null where that is not known.</param>
    public async ValueTask<KeyVerdict> JudgeAsync(KeyText shown, IPAddress? address, CancellationToken token)
    {
        try
        {
            var key = await keys.FindAsync(shown.Id, token);
            var now = clock.GetUtcNow().UtcDateTime;
            if (Fault(key, shown, address, now) is { } fault)
                return new(Caller: null, fault);
            uses.Note(key!, now);
            var caller = await rights.NowAsync(key!, token);
            return new(caller with { ExpiresAt = key!.EndOf(shown.SecretHash) }, default);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            throw database.AsOutage(failure)!;
        }
    }

    private static KeyFault? Fault(KnownKey? key, KeyText shown, IPAddress? address, DateTime now)
    {
        var isCurrent = CryptographicOperations.FixedTimeEquals(shown.SecretHash, key?.SecretHash ?? Nobodys);
        var isPrevious = CryptographicOperations.FixedTimeEquals(shown.SecretHash, key?.PreviousSecretHash ?? Nobodys);
        return key is null || !(isCurrent || isPrevious) ? KeyFault.Unknown
            : key.RevokedAt is not null ? KeyFault.Revoked
            : key.ExpiresAt <= now || (!isCurrent && key.PreviousUntil <= now) ? KeyFault.Expired
            : !key.IsUserActive ? KeyFault.UserInactive
            : !KeyNetworks.Have(key.Networks, address) ? KeyFault.OtherNetwork
            : null;
    }
}
