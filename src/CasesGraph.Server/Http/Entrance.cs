using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Model;
using CasesGraph.Serving;
using CasesGraph.Users;

namespace CasesGraph.Server.Http;

/// <summary>
/// Lets callers in, the same for every transport: finds out who calls and as whom they look, and keeps who was not let in.
/// </summary>
internal sealed class Entrance(Callers callers, Views views, AccessTrail trail, AddressSigner signer)
{
    private const string UserPrefix = "user:";
    private const string ContactPrefix = "contact:";

    /// <summary>Lets a caller in, as whom it wants to look.</summary>
    /// <exception cref="RefusedException">Nobody gets in by what was given, or not as whom was asked for.</exception>
    public async ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token)
    {
        var signIn = await FindOutAsync(given, token);
        var (address, wanted) = ($"{given.Address}", given.All(ViewAs.Header));
        var caller = await AsWantedAsync(signIn.Caller, token);
        return signIn with
        {
            Caller = caller,
            Again =
                signIn.Again is null && wanted.Count == 0
                    ? null
                    : async inner => await AsWantedAsync(await signIn.NowAsync(inner), inner),
        };

        ValueTask<Caller> AsWantedAsync(Caller found, CancellationToken inner)
        {
            found = found with { Address = address.Length == 0 ? null : address };
            // Whoever is always let in needs no signature, and whoever looks as another shows each time that it may.
            return wanted.Count == 0
                ? new(found with { Signer = signIn.Again is null ? null : signer })
                : ViewAsync(found, wanted, inner);
        }
    }

    private async ValueTask<SignIn> FindOutAsync(Credentials given, CancellationToken token)
    {
        try
        {
            return await callers.SignInAsync(given, token);
        }
        catch (RefusedException refused) when (refused.Refusal.Status is not StatusCodes.Status503ServiceUnavailable)
        {
            trail.SignInRefused(refused.Refusal.Code, refused.Refusal.Identity, given.Address?.ToString());
            throw;
        }
    }

    private async ValueTask<Caller> ViewAsync(Caller viewer, IReadOnlyList<string> wanted, CancellationToken token)
    {
        // Which of several is meant, nobody knows.
        var text = wanted is [var one] ? one : "";
        if (text.StartsWith(ContactPrefix, StringComparison.Ordinal))
            throw new RefusedException(Refusal.ViewOfContact);
        try
        {
            var (caller, fault) = await views.AsAsync(viewer, UserOf(text), token);
            return caller ?? throw new RefusedException(Refused(fault));
        }
        catch (UnavailableException outage)
        {
            throw new RefusedException(Refusal.Unavailable(outage));
        }
    }

    private static long? UserOf(string text) =>
        text.StartsWith(UserPrefix, StringComparison.Ordinal)
        && OpaqueId.TryDecode(text[UserPrefix.Length..], out var type, out var key)
        && type is nameof(User)
            ? key
            : null;

    private static Refusal Refused(ViewFault fault) =>
        fault switch
        {
            ViewFault.Forbidden => Refusal.ViewForbidden,
            ViewFault.Inactive => Refusal.ViewOfInactive,
            _ => Refusal.ViewOfNobody,
        };
}
