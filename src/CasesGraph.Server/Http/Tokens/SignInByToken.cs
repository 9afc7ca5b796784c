using System.Net;
using CasesGraph.Access;
using CasesGraph.Identities;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>By the token of an issuer.</summary>
internal sealed class SignInByToken(TokenVerification tokens, IdentitySignIn identities, AccessTrail trail)
{
    public async ValueTask<SignIn> SignInAsync(ShownToken shown, IPAddress? address, CancellationToken token)
    {
        return new SignIn(await TellAsync(identities.LetInAsync, token))
        {
            Again = inner => TellAsync(identities.JudgeAsync, inner),
        };

        async ValueTask<Caller> TellAsync(
            Func<ShownIdentity, CancellationToken, ValueTask<IdentityVerdict>> judge,
            CancellationToken inner
        )
        {
            try
            {
                var (identity, isExpired) = await tokens.VerifyAsync(shown, inner);
                if (identity is null)
                    throw new RefusedException(isExpired ? Refusal.TokenExpired : Refusal.Unauthenticated);
                var (caller, fault, isFirst) = await judge(identity, inner);
                if (caller is null)
                    throw new RefusedException(Refused(fault, identity));
                if (isFirst)
                    trail.FirstSignIn(caller with { Address = $"{address}" }, Hashed(identity));
                return caller;
            }
            catch (UnavailableException outage)
            {
                throw new RefusedException(Refusal.Unavailable(outage));
            }
        }
    }

    private static Refusal Refused(IdentityFault fault, ShownIdentity identity) =>
        fault is IdentityFault.Inactive ? Refusal.Inactive : Refusal.UnknownIdentity(Hashed(identity));

    private static HashedIdentity Hashed(ShownIdentity identity) =>
        HashedIdentity.Of(identity.Issuer, identity.Subject);
}
