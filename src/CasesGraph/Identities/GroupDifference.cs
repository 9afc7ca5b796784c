using CasesGraph.Data;
using CasesGraph.Roles;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

/// <summary>What a user has by groups and is to have no more, and the other way round.</summary>
internal sealed record GroupDifference(
    Identity Identity,
    IReadOnlyList<UserRole> LostRoles,
    IReadOnlyList<long> GainedRoles,
    IReadOnlyList<TeamMember> LostTeams,
    IReadOnlyList<long> GainedTeams
)
{
    private bool IsNone => LostRoles.Count + GainedRoles.Count + LostTeams.Count + GainedTeams.Count == 0;

    /// <summary>Null where there is none, or a newer token has said otherwise.</summary>
    public static async Task<GroupDifference?> FindAsync(
        long identity,
        ShownIdentity shown,
        IReadOnlyList<GroupGrant> grants,
        CasesDb db,
        CancellationToken token
    )
    {
        var found = await db.Set<Identity>()
            .Include(one => one.User)
            .SingleOrDefaultAsync(one => one.Id == identity, token);
        if (found?.UserId is not { } user || found.GroupsAsOf > shown.IssuedAt)
            return null;
        var (lostRoles, gainedRoles) = await RolesAsync(user, Keys(grants, ofTeams: false), db, token);
        var (lostTeams, gainedTeams) = await TeamsAsync(user, Keys(grants, ofTeams: true), db, token);
        var difference = new GroupDifference(found, lostRoles, gainedRoles, lostTeams, gainedTeams);
        return difference.IsNone ? null : difference;
    }

    private static List<string> Keys(IReadOnlyList<GroupGrant> grants, bool ofTeams) =>
        [.. grants.Where(grant => grant.IsTeam == ofTeams).Select(grant => grant.Key).Distinct(StringComparer.Ordinal)];

    private static async Task<(List<UserRole> Lost, List<long> Gained)> RolesAsync(
        long user,
        List<string> names,
        CasesDb db,
        CancellationToken token
    )
    {
        var wanted = await db.Set<Role>()
            .Where(role => names.Contains(role.NameKey) && role.DeletedAt == null)
            .Select(role => role.Id)
            .ToListAsync(token);
        var has = await db.Set<UserRole>().Where(link => link.UserId == user).ToListAsync(token);
        return (
            [.. has.Where(link => link.ByGroup && !wanted.Contains(link.RoleId))],
            [.. wanted.Except(has.Select(link => link.RoleId))]
        );
    }

    /// <summary>Of a deleted team they stay members, for it may come back.</summary>
    private static async Task<(List<TeamMember> Lost, List<long> Gained)> TeamsAsync(
        long user,
        List<string> names,
        CasesDb db,
        CancellationToken token
    )
    {
        var wanted = await db.Set<Team>()
            .Where(team => names.Contains(team.NameKey))
            .Select(team => new { team.Id, IsThere = team.DeletedAt == null })
            .ToListAsync(token);
        var has = await db.Set<TeamMember>()
            .Where(member => member.UserId == user)
            .Include(member => member.User)
            .ToListAsync(token);
        return (
            [.. has.Where(member => member.ByGroup && !wanted.Exists(team => team.Id == member.TeamId))],
            [.. wanted.Where(team => team.IsThere).Select(team => team.Id).Except(has.Select(member => member.TeamId))]
        );
    }
}
