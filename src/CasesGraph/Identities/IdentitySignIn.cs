using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Roles;
using CasesGraph.Serving;

namespace CasesGraph.Identities;

/// <summary>Why an identity does not let in.</summary>
internal enum IdentityFault
{
    /// <summary>No user is linked to it, and none is to be.</summary>
    Unknown,

    UserInactive,
}

/// <summary>Either who it is, with what that caller may do now, or why nobody.</summary>
/// <param name="IsFirst">Whether it was never used before.</param>
internal readonly record struct IdentityVerdict(Caller? Caller, IdentityFault Fault, bool IsFirst = false);

/// <summary>Finds the users of those who sign in by tokens.</summary>
internal sealed class IdentitySignIn(
    KnownIdentities identities,
    FirstSignIn first,
    GroupRoles groups,
    RoleRights rights,
    LastUses<Identity> uses,
    CasesDatabase database,
    TimeProvider clock
)
{
    /// <summary>Lets in whoever is linked to a user, or is to be by the settings; and gives the roles of the token's groups.</summary>
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
            if (known is null)
                return new(Caller: null, IdentityFault.Unknown);
            if (!known.IsUserActive)
                return new(Caller: null, IdentityFault.UserInactive);
            var isFirst = isNew && known.LastUsedAt is null;
            if (isNew)
            {
                uses.Note(known, clock.GetUtcNow().UtcDateTime);
                await groups.SettleAsync(known, shown, token);
            }
            var caller = await rights.NowAsync(new Caller(Actor.User(known.UserId)), token);
            return new(caller with { ExpiresAt = shown.ExpiresAt }, default, isFirst);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            throw database.AsOutage(failure)!;
        }
    }
}
