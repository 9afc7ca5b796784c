using System.Collections.Immutable;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Teams;

/// <summary>The teams of a user who calls.</summary>
/// <param name="Given">Those that the user was made a member of, by name.</param>
/// <param name="All">These and all below them, in the order of their keys.</param>
/// <param name="ForNew">That of cases which the user creates without naming one.</param>
internal sealed record TeamsOfCaller(IReadOnlyList<long> Given, ImmutableArray<long> All, long ForNew)
{
    public static async Task<TeamsOfCaller> LoadAsync(
        long user,
        DefaultTeam defaultTeam,
        CasesDb db,
        CancellationToken token
    )
    {
        var own = await db.Set<Users.User>()
            .Where(one => one.Id == user && one.DefaultTeam!.Active)
            .Select(one => one.DefaultTeamId)
            .SingleOrDefaultAsync(token);
        var given = await db.Set<TeamMember>()
            .Where(member => member.UserId == user && member.Team.DeletedAt == null)
            .OrderBy(member => member.Team.Name)
            .Select(member => new { member.TeamId, member.Team.Active })
            .ToListAsync(token);
        var first = given.Find(team => team.Active)?.TeamId;
        var tree = await TeamTree.LoadAsync(db, token);
        return new(
            [.. given.Select(team => team.TeamId)],
            tree.DownFrom(given.Select(team => team.TeamId)),
            own ?? first ?? await defaultTeam.FindAsync(db, token) ?? Team.FirstId
        );
    }
}
