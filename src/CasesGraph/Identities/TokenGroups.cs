using System.Collections.Concurrent;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Membership;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Teams;

namespace CasesGraph.Identities;

/// <summary>
/// Users have the roles and teams of the groups that their tokens name (the settings Access:GroupsClaim and Access:Groups),
/// beside those that were given by hand, which stay. It is looked at once a minute for a user, and an older token changes
/// nothing that a newer one has said.
/// </summary>
internal sealed class TokenGroups(
    IdentitySettings settings,
    CasesDatabase database,
    WriteGate gate,
    BeginLog log,
    JobQueue jobs,
    TimeProvider clock
)
{
    private const int Most = 10_000;

    private const string Reason = "Groups of the token";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, long> settledAt = new();

    public async ValueTask SettleAsync(KnownIdentity identity, ShownIdentity shown, CancellationToken token)
    {
        if (settings.GroupsClaim is null || shown.Groups is null || !IsDue(identity.UserId))
            return;
        try
        {
            await using var db = database.CreateDb();
            if (await FindAsync(identity.Id, shown, db, token) is null)
                return;
            var call = await gate.RunAsync(
                (write, now, inner) => ChangeAsync(identity.Id, shown, write, now, inner),
                token
            );
            call?.Kept();
        }
        catch
        {
            settledAt.TryRemove(identity.UserId, out _);
            throw;
        }
    }

    private bool IsDue(long user)
    {
        if (settledAt.TryGetValue(user, out var at) && clock.GetElapsedTime(at) < Period)
            return false;
        if (settledAt.Count >= Most)
            settledAt.Clear();
        settledAt[user] = clock.GetTimestamp();
        return true;
    }

    private async Task<Call?> ChangeAsync(
        long identity,
        ShownIdentity shown,
        CasesDb db,
        DateTime now,
        CancellationToken token
    )
    {
        if (await FindAsync(identity, shown, db, token) is not { } difference)
            return null;
        var call = new Call(db, Caller.System, now, new ValidationIssues(), log);
        difference.Identity.GroupsAsOf = shown.IssuedAt;
        await ChangeRolesAsync(difference, call, token);
        await ChangeTeamsAsync(difference, call, token);
        return call;
    }

    private static async Task ChangeRolesAsync(GroupDifference difference, Call call, CancellationToken token)
    {
        var user = difference.Identity.User!;
        foreach (var link in difference.LostRoles)
        {
            // Somebody has to be left who may do everything.
            if (link.RoleId != BuiltInRole.AdministratorId || !await Administrators.IsLastAsync(user, call, token))
                call.Db.Remove(link);
        }
        call.Db.AddRange(
            difference.GainedRoles.Select(role => new UserRole
            {
                User = user,
                RoleId = role,
                ByGroup = true,
            })
        );
    }

    /// <summary>Saves the roles too: all of it is one change set.</summary>
    private async Task ChangeTeamsAsync(GroupDifference difference, Call call, CancellationToken token)
    {
        call.Db.AddRange(
            difference.GainedTeams.Select(team => new TeamMember
            {
                User = difference.Identity.User!,
                UserId = difference.Identity.User!.Id,
                TeamId = team,
                ByGroup = true,
            })
        );
        if (difference.LostTeams.Count == 0)
        {
            await call.SaveAsync(ChangeAction.Update, Reason, token);
            return;
        }
        MembersLeft.KeepOthersOff(call);
        var left = new MembersLeft(difference.LostTeams, call);
        await left.SaveAsync(await left.FindCasesAsync(token), Reason, jobs, token);
    }

    private Task<GroupDifference?> FindAsync(long identity, ShownIdentity shown, CasesDb db, CancellationToken token) =>
        GroupDifference.FindAsync(identity, shown, settings.GrantsOf(shown.Groups!), db, token);
}
