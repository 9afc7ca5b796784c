using CasesGraph.Data;
using CasesGraph.Roles;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

/// <summary>The identities that signed in lately, as they are in the database.</summary>
internal sealed class KnownIdentities(CasesDatabase database, RightsWatch watch, TimeProvider clock)
{
    private readonly RightsCache<(string Issuer, string Subject), KnownIdentity> known = new(watch, clock);

    /// <summary>Null where nobody is linked.</summary>
    public ValueTask<KnownIdentity?> FindAsync(ShownIdentity shown, CancellationToken token) =>
        known.TryFind((shown.Issuer, shown.Subject), out var identity) ? new(identity) : new(ReadAsync(shown, token));

    private async Task<KnownIdentity?> ReadAsync(ShownIdentity shown, CancellationToken token)
    {
        await using var db = database.CreateDb();
        await watch.AskAsync(db, token);
        var at = known.Now();
        var row = await db.Set<Identity>()
            .Where(one => one.Issuer == shown.Issuer && one.Subject == shown.Subject)
            .Include(one => one.User)
            .AsNoTracking()
            .SingleOrDefaultAsync(token);
        if (row is null)
            return null;
        var identity = new KnownIdentity(row);
        known.Remember((shown.Issuer, shown.Subject), identity, at);
        return identity;
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
