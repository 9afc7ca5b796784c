using CasesGraph.Data;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>Users whom a test writes past the operations are in no team, and could have no case.</summary>
internal static class Members
{
    extension(CasesDb db)
    {
        /// <summary>Saves, and makes all users members of the team that a database begins with.</summary>
        public async Task SaveWithMembersAsync()
        {
            await db.SaveChangesAsync();
            var users = await db.Set<User>()
                .Where(user => !db.Set<TeamMember>().Any(member => member.UserId == user.Id))
                .Select(user => user.Id)
                .ToListAsync();
            db.AddRange(users.Select(user => new TeamMember { UserId = user, TeamId = Team.FirstId }));
            await db.SaveChangesAsync();
        }
    }
}
