using CasesGraph.Access;
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

/// <summary>Lets callers look as users: they see what both may see, by what the user sees.</summary>
internal sealed class Views(CasesDatabase database, CallerRights rights, AccessTrail trail)
{
    /// <summary>The caller as the user, or why not, which is kept.</summary>
    /// <param name="user">The user's key; null for an id that nobody has.</param>
    /// <exception cref="UnavailableException">The database could not be asked.</exception>
    public async ValueTask<(Caller? Caller, ViewFault Fault)> AsAsync(
        Caller viewer,
        long? user,
        CancellationToken token
    )
    {
        if (!viewer.May(AccessAction.ViewAs))
            return Refused(viewer, user, ViewFault.Forbidden);
        if (await IsActiveAsync(user, token) is not { } isActive)
            return Refused(viewer, wanted: null, ViewFault.Unknown);
        if (!isActive)
            return Refused(viewer, user, ViewFault.Inactive);
        var seen = await rights.NowAsync(new Caller(Actor.User(user!.Value)), token);
        return (
            viewer with
            {
                Actor = seen.Actor,
                Teams = seen.Teams,
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

    /// <summary>Null where there is no such user.</summary>
    private async Task<bool?> IsActiveAsync(long? user, CancellationToken token)
    {
        try
        {
            await using var db = database.CreateDb();
            return await db.Set<User>()
                .Where(one => one.Id == user)
                .Select(one => (bool?)one.Active)
                .SingleOrDefaultAsync(token);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            throw database.AsOutage(failure)!;
        }
    }

    private (Caller?, ViewFault) Refused(Caller viewer, long? wanted, ViewFault fault)
    {
        trail.ViewRefused(viewer, wanted, $"{fault}".ToUpperInvariant());
        return (null, fault);
    }
}
