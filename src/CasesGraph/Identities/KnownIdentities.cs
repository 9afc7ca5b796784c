using CasesGraph.Data;
using CasesGraph.Roles;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

/// <summary>The identities that signed in lately, as they are in the database.</summary>
internal sealed class KnownIdentities(CasesDatabase database, RightsWatch watch, TimeProvider clock)
{
    private readonly RightsCache<(string Issuer, string Subject), KnownIdentity> known = new(
        database,
        watch,
        clock,
        ReadAsync
    );

    /// <summary>Null where nobody is linked.</summary>
    public ValueTask<KnownIdentity?> FindAsync(ShownIdentity shown, CancellationToken token) =>
        known.FindAsync((shown.Issuer, shown.Subject), token);

    private static async Task<IReadOnlyDictionary<(string Issuer, string Subject), KnownIdentity>> ReadAsync(
        IReadOnlyList<(string Issuer, string Subject)> shown,
        CasesDb db,
        CancellationToken token
    )
    {
        // Issuers are few, and hardly any two of them have the same subject.
        var issuers = shown.Select(one => one.Issuer).Distinct(StringComparer.Ordinal).ToList();
        var subjects = shown.Select(one => one.Subject).Distinct(StringComparer.Ordinal).ToList();
        return await db.Set<Identity>()
            .Where(one => issuers.Contains(one.Issuer) && subjects.Contains(one.Subject))
            .Include(one => one.User)
            .AsNoTracking()
            .ToDictionaryAsync(one => (one.Issuer, one.Subject), one => new KnownIdentity(one), token);
    }
}

/// <summary>An identity, as it was at one moment.</summary>
internal sealed class KnownIdentity(Identity identity) : IUsed
{
    public long Id => identity.Id;
    public IdentityKind Kind => identity.ContactId is null ? IdentityKind.User : IdentityKind.Contact;
    public long UserId => identity.UserId ?? 0;
    public long ContactId => identity.ContactId ?? 0;
    public bool IsUserActive => identity.User is { Active: true };
    public DateTime? GroupsAsOf => identity.GroupsAsOf;

    public DateTime? LastUsedAt
    {
        get => identity.LastUsedAt;
        set => identity.LastUsedAt = value;
    }
}
