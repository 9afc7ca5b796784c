using CasesGraph.Access;
using CasesGraph.Identities;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>By the token of an issuer.</summary>
internal sealed class SignInByToken(TokenVerification tokens, IdentitySignIn identities)
{
    public async ValueTask<SignIn> SignInAsync(ShownToken shown, CancellationToken token)
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
                var (caller, fault) = await judge(identity, inner);
                return caller ?? throw new RefusedException(Refused(fault, identity));
            }
            catch (UnavailableException outage)
            {
                throw new RefusedException(Refusal.Unavailable(outage));
            }
        }
    }

    private static Refusal Refused(IdentityFault fault, ShownIdentity identity) =>
        fault is IdentityFault.UserInactive
            ? Refusal.Inactive
            : Refusal.UnknownIdentity(UnknownIdentity.Of(identity.Issuer, identity.Subject));
}
