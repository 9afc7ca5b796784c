using CasesGraph.Cases;
using CasesGraph.Operations;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Membership;

/// <summary>What keeps a team from being deleted, also by undoing.</summary>
internal static class TeamUse
{
    /// <summary>Null where nothing refers to it.</summary>
    /// <param name="going">Teams that go with it.</param>
    public static async Task<TeamInUseError?> FindAsync(
        Team team,
        IReadOnlyCollection<long> going,
        Call call,
        CancellationToken token
    )
    {
        var cases = await call.Db.Cases.CountAsync(c => c.TeamId == team.Id, token);
        var teams = await call
            .Db.Set<Team>()
            .CountAsync(one => one.ParentId == team.Id && one.DeletedAt == null && !going.Contains(one.Id), token);
        return cases + teams == 0 ? null : new(new(team.Id), cases, teams);
    }
}
