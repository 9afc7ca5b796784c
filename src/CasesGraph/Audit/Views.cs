using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Serving;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Audit;

/// <summary>Why somebody does not look as another.</summary>
internal enum ViewFault
{
    /// <summary>Whoever asks lacks VIEW_AS.</summary>
    Forbidden,

    Unknown,

    Inactive,
}

/// <summary>Lets callers look as users and contacts: they see what both may see, by what the other one sees.</summary>
internal sealed class Views(CasesDatabase database, CallerRights rights, AccessTrail trail)
{
    /// <summary>The caller as somebody else, or why not, which is kept.</summary>
    /// <param name="wanted">The user or contact; null for an id that nobody has.</param>
    /// <exception cref="UnavailableException">The database could not be asked.</exception>
    public async ValueTask<(Caller? Caller, ViewFault Fault)> AsAsync(
        Caller viewer,
        Actor? wanted,
        CancellationToken token
    )
    {
        if (!viewer.May(AccessAction.ViewAs))
            return Refused(viewer, wanted, ViewFault.Forbidden);
        if (wanted is not { } other || await IsActiveAsync(other, token) is not { } isActive)
            return Refused(viewer, wanted: null, ViewFault.Unknown);
        if (!isActive)
            return Refused(viewer, wanted, ViewFault.Inactive);
        var seen = await rights.NowAsync(new Caller(other), token);
        return (
            viewer with
            {
                Actor = seen.Actor,
                Teams = seen.Teams,
                Accounts = seen.Accounts,
                Viewer = viewer.Actor,
                Access = seen.Access.And(Whole(viewer.Access)).WithoutOwn(),
            },
            default
        );
    }

    /// <summary>What is counted from the viewer, such as the viewer's teams, says nothing of what the user sees.</summary>
    private static AccessShape Whole(AccessShape viewer) =>
        viewer.IsAdministrator
            ? viewer
            : viewer.Only(Enum.GetValues<AccessAction>().Where(action => viewer[action] is AccessLevel.All));

    /// <summary>Null where there is no such user or contact.</summary>
    private async Task<bool?> IsActiveAsync(Actor wanted, CancellationToken token)
    {
        try
        {
            await using var db = database.CreateDb();
            if (wanted.ContactId is { } contact)
                return await db.Set<Contact>()
                    .Where(one => one.Id == contact)
                    .Select(one => (bool?)(one.DeletedAt == null && one.PortalAccess != PortalAccess.None))
                    .SingleOrDefaultAsync(token);
            return await db.Set<User>()
                .Where(one => one.Id == wanted.UserId)
                .Select(one => (bool?)one.Active)
                .SingleOrDefaultAsync(token);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            throw database.AsOutage(failure)!;
        }
    }

    private (Caller?, ViewFault) Refused(Caller viewer, Actor? wanted, ViewFault fault)
    {
        trail.ViewRefused(viewer, wanted, $"{fault}".ToUpperInvariant());
        return (null, fault);
    }
}
