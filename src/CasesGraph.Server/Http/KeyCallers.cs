using CasesGraph.Access;
using CasesGraph.Keys;
using CasesGraph.Server.Start;
using CasesGraph.Serving;

namespace CasesGraph.Server.Http;

/// <summary>
/// Callers show an API key. Whoever shows nothing is the demo administrator where the settings say so
/// (HostSteps.CheckAccess); what is shown is judged in any case.
/// </summary>
internal sealed class KeyCallers(KeySignIn keys, FailedSignIns failed, ServerSettings settings) : Callers
{
    private const string Scheme = "Bearer ";

    private static readonly SignIn DemoAdministrator = new(
        new Caller(Actor.User(1)) { Access = AccessShape.Administrator }
    );

    public override async ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token)
    {
        List<string> shown = [.. given.All("Authorization").Select(OfScheme), .. given.All("Api-Key")];
        var address = given.Address;
        if (shown.Count == 0)
            return settings.AnonymousAdministrator
                ? DemoAdministrator
                : throw new RefusedException(Refusal.Unauthenticated);
        try
        {
            // Which of several is meant, nobody knows.
            var key = shown is [var one] ? KeyText.Parse(one) : null;
            if (key is null)
                throw new RefusedException(Refusal.Unauthenticated);
            return new SignIn(await JudgeAsync(key)) { Again = again => JudgeAsync(key, again) };
        }
        catch (RefusedException refused) when (refused.Refusal.Status is not StatusCodes.Status503ServiceUnavailable)
        {
            // Only those who fail hear of it: a good key is not refused for the failures of others at the same address.
            throw failed.Note(address) is { } wait ? new RefusedException(Refusal.TooManyFailures(wait)) : refused;
        }

        ValueTask<Caller> JudgeAsync(KeyText key, CancellationToken? again = null) =>
            this.JudgeAsync(key, address, again ?? token);
    }

    private async ValueTask<Caller> JudgeAsync(KeyText key, System.Net.IPAddress? address, CancellationToken token)
    {
        try
        {
            var (caller, fault) = await keys.JudgeAsync(key, address, token);
            return caller ?? throw new RefusedException(Refused(fault));
        }
        catch (UnavailableException outage)
        {
            throw new RefusedException(Refusal.Unavailable(outage));
        }
    }

    /// <summary>What stands behind the scheme; of another one nothing, which is no key.</summary>
    private static string OfScheme(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim(' ') : "";

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
