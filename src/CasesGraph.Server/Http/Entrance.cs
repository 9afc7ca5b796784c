using CasesGraph.Access;
using CasesGraph.Audit;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Portal;
using CasesGraph.Serving;
using CasesGraph.Users;

namespace CasesGraph.Server.Http;

/// <summary>
/// Lets callers in, the same for every transport: finds out who calls, as whom they look and for whom they act, and keeps
/// who was not let in.
/// </summary>
internal sealed class Entrance(
    Callers callers,
    Views views,
    ActingAsContact acting,
    AccessTrail trail,
    AddressSigner signer
)
{
    /// <summary>Lets a caller in, as whom it wants to look or to act.</summary>
    /// <exception cref="RefusedException">Nobody gets in by what was given, or not as whom was asked for.</exception>
    public async ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token)
    {
        var signIn = await FindOutAsync(given, token);
        var address = given.Address?.ToString();
        var (view, act) = (given.All(ViewAs.Header), given.All(ActAs.Header));
        if (view.Count > 0 && act.Count > 0)
            throw new RefusedException(Refusal.ViewAndAct);
        var caller = await AsWantedAsync(signIn.Caller, token);
        return signIn with
        {
            Caller = caller,
            Again =
                signIn.Again is null && view.Count == 0 && act.Count == 0
                    ? null
                    : async inner => await AsWantedAsync(await signIn.NowAsync(inner), inner),
        };

        ValueTask<Caller> AsWantedAsync(Caller found, CancellationToken inner)
        {
            found = found with
            {
                Address = address,
                // Whoever is always let in needs no signature, and whoever looks as another shows each time that it may.
                Signer = signIn.Again is null || view.Count > 0 ? null : signer,
            };
            return view.Count > 0 ? ViewAsync(found, view, inner)
                : act.Count > 0 ? ActAsync(found, act, inner)
                : new(found);
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
        try
        {
            var (caller, fault) = await views.AsAsync(viewer, Named(wanted), token);
            return caller ?? throw new RefusedException(Refused(fault));
        }
        catch (UnavailableException outage)
        {
            throw new RefusedException(Refusal.Unavailable(outage));
        }
    }

    private async ValueTask<Caller> ActAsync(Caller key, IReadOnlyList<string> wanted, CancellationToken token)
    {
        try
        {
            var contact = Named(wanted)?.ContactId;
            var (caller, fault) = await acting.AsAsync(key, contact, token);
            if (caller is not null)
                return caller;
            trail.ActRefused(key, contact, $"{fault}".ToUpperInvariant());
            throw new RefusedException(
                fault is ActFault.Forbidden ? Refusal.ActForbidden
                : contact is null ? Refusal.ActOfNobody
                : Refusal.ActOfInactive
            );
        }
        catch (UnavailableException outage)
        {
            throw new RefusedException(Refusal.Unavailable(outage));
        }
    }

    /// <summary>Whom a header names, such as user:VXNlcjox; of several nobody knows which is meant.</summary>
    private static Actor? Named(IReadOnlyList<string> headers) =>
        headers is [var text]
        && text.Split(':', 2) is [var kind, var id]
        && OpaqueId.TryDecode(id, out var type, out var key)
            ? (kind, type) switch
            {
                ("user", nameof(User)) => Actor.User(key),
                ("contact", nameof(Contact)) => Actor.Contact(key),
                _ => null,
            }
            : null;

    private static Refusal Refused(ViewFault fault) =>
        fault switch
        {
            ViewFault.Forbidden => Refusal.ViewForbidden,
            ViewFault.Inactive => Refusal.ViewOfInactive,
            _ => Refusal.ViewOfNobody,
        };
}
