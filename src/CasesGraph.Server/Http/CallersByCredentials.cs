using CasesGraph.Access;
using CasesGraph.Keys;
using CasesGraph.Server.Http.Tokens;
using CasesGraph.Server.Start;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>
/// Callers show an API key or a token. Whoever shows nothing is the demo administrator where the settings say so
/// (HostSteps.CheckAccess); what is shown is judged in any case.
/// </summary>
internal sealed class CallersByCredentials(
    SignInByKey keys,
    SignInByToken tokens,
    FailedSignIns failed,
    ServerSettings settings
) : Callers
{
    public const string Authorization = "Authorization";
    public const string ApiKey = "Api-Key";

    private const string Scheme = "Bearer ";

    private static readonly Caller DemoAdministrator = new(Actor.User(1))
    {
        Access = AccessShape.Administrator,
        IsUncounted = true,
    };

    public override async ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token)
    {
        string[] bearers = [.. given.All(Authorization).Select(OfScheme)];
        string[] shown = [.. bearers, .. given.All(ApiKey)];
        try
        {
            var signIn = shown switch
            {
                [] when settings.AnonymousAdministrator => new SignIn(DemoAdministrator),
                // Which of several is meant, nobody knows.
                [var one] when KeyText.Parse(one) is { } key => await keys.SignInAsync(key, given.Address, token),
                [var one] when bearers is [_] && ShownToken.Parse(one) is { } some => await tokens.SignInAsync(
                    some,
                    given.Address,
                    token
                ),
                _ => throw new RefusedException(Refusal.Unauthenticated),
            };
            return signIn with { Longest = settings.LongestStream };
        }
        catch (RefusedException refused)
            when (shown.Length > 0 && refused.Refusal.Status is not StatusCodes.Status503ServiceUnavailable)
        {
            // Only those who fail hear of it: a good key is not refused for the failures of others at the same address.
            throw failed.Note(given.Address) is { } wait
                ? new RefusedException(Refusal.TooManyFailures(wait))
                : refused;
        }
    }

    /// <summary>What stands behind the scheme; of another one nothing, which lets nobody in.</summary>
    private static string OfScheme(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim(' ') : "";
}

/// <summary>By an API key.</summary>
internal sealed class SignInByKey(KeySignIn keys)
{
    public async ValueTask<SignIn> SignInAsync(KeyText key, System.Net.IPAddress? address, CancellationToken token)
    {
        return new SignIn(await JudgeAsync(token)) { Again = JudgeAsync };

        async ValueTask<Caller> JudgeAsync(CancellationToken inner)
        {
            try
            {
                var (caller, fault) = await keys.JudgeAsync(key, address, inner);
                return caller ?? throw new RefusedException(Refused(fault));
            }
            catch (UnavailableException outage)
            {
                throw new RefusedException(Refusal.Unavailable(outage));
            }
        }
    }

    private static Refusal Refused(KeyFault fault) =>
        fault switch
        {
            KeyFault.Revoked => Refusal.KeyRevoked,
            KeyFault.Expired => Refusal.KeyExpired,
            KeyFault.UserInactive => Refusal.Inactive,
            KeyFault.OtherNetwork => Refusal.ForbiddenNetwork,
            _ => Refusal.Unauthenticated,
        };
}
