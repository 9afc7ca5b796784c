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
    /// <summary>Those of several users, by their keys.</summary>
    public static async Task<IReadOnlyDictionary<long, TeamsOfCaller>> LoadAsync(
        IReadOnlyList<long> users,
        DefaultTeam defaultTeam,
        CasesDb db,
        CancellationToken token
    )
    {
        var own = await db.Set<Users.User>()
            .Where(one => users.Contains(one.Id) && one.DefaultTeam!.Active)
            .ToDictionaryAsync(one => one.Id, one => one.DefaultTeamId, token);
        var members = await db.Set<TeamMember>()
            .Where(member => users.Contains(member.UserId) && member.Team.DeletedAt == null)
            .OrderBy(member => member.Team.Name)
            .Select(member => new
            {
                member.UserId,
                member.TeamId,
                member.Team.Active,
            })
            .ToListAsync(token);
        var given = members.ToLookup(member => member.UserId);
        var tree = await TeamTree.LoadAsync(db, token);
        var needsFirst = users.Any(user => !own.ContainsKey(user) && !given[user].Any(team => team.Active));
        var others = needsFirst ? await defaultTeam.FindAsync(db, token) ?? Team.FirstId : Team.FirstId;
        return users.ToDictionary(
            user => user,
            user => new TeamsOfCaller(
                [.. given[user].Select(team => team.TeamId)],
                tree.DownFrom(given[user].Select(team => team.TeamId)),
                own.GetValueOrDefault(user) ?? given[user].FirstOrDefault(team => team.Active)?.TeamId ?? others
            )
        );
    }
}
