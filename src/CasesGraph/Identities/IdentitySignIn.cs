using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Portal;
using CasesGraph.Roles;
using CasesGraph.Serving;

namespace CasesGraph.Identities;

/// <summary>Why an identity does not let in.</summary>
internal enum IdentityFault
{
    /// <summary>Nobody is linked to it, and nobody is to be.</summary>
    Unknown,

    /// <summary>The user is not active, or the contact may not use the portal.</summary>
    Inactive,
}

/// <summary>Either who it is, with what that caller may do now, or why nobody.</summary>
/// <param name="IsFirst">Whether it was never used before.</param>
internal readonly record struct IdentityVerdict(Caller? Caller, IdentityFault Fault, bool IsFirst = false);

/// <summary>Finds the users and contacts of those who sign in by tokens.</summary>
internal sealed class IdentitySignIn(
    KnownIdentities identities,
    FirstSignIn first,
    TokenGroups groups,
    RoleRights users,
    ContactRights contacts,
    LastUses<Identity> uses,
    CasesDatabase database,
    TimeProvider clock
)
{
    /// <summary>Lets in whoever is linked, or is to be by the settings; and gives users what the token's groups give.</summary>
    /// <exception cref="UnavailableException">The database could not be asked.</exception>
    public ValueTask<IdentityVerdict> LetInAsync(ShownIdentity shown, CancellationToken token) =>
        TellAsync(shown, isNew: true, token);

    /// <summary>Whether somebody who is in may stay.</summary>
    /// <exception cref="UnavailableException">The database could not be asked.</exception>
    public ValueTask<IdentityVerdict> JudgeAsync(ShownIdentity shown, CancellationToken token) =>
        TellAsync(shown, isNew: false, token);

    private async ValueTask<IdentityVerdict> TellAsync(ShownIdentity shown, bool isNew, CancellationToken token)
    {
        try
        {
            var known = await identities.FindAsync(shown, token);
            if (known is null && isNew && await first.TryAsync(shown, token))
                known = await identities.FindAsync(shown, token);
            if (known is null || known.Kind != shown.Kind)
                return new(Caller: null, IdentityFault.Unknown);
            if (await FindAsync(known, token) is null)
                return new(Caller: null, IdentityFault.Inactive);
            var isFirst = isNew && uses.Note(known, clock.GetUtcNow().UtcDateTime);
            if (isNew && known.Kind is IdentityKind.User)
                await groups.SettleAsync(known, shown, token);
            // Groups may have changed what it was.
            return await FindAsync(known, token) is { } caller
                ? new(caller with { ExpiresAt = shown.ExpiresAt }, default, isFirst)
                : new(Caller: null, IdentityFault.Inactive);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            throw database.AsOutage(failure)!;
        }
    }

    /// <summary>With its rights; null where it may not call any more.</summary>
    private async ValueTask<Caller?> FindAsync(KnownIdentity known, CancellationToken token) =>
        known.Kind is IdentityKind.Contact ? await contacts.FindAsync(known.ContactId, token)
        : known.IsUserActive ? await users.NowAsync(new Caller(Actor.User(known.UserId)), token)
        : null;
}
