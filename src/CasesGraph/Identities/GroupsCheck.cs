using CasesGraph.Data;
using CasesGraph.Roles;
using CasesGraph.Teams;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

/// <summary>A name that no role or team has would be found by users who lack it.</summary>
public sealed class GroupsCheck(IdentitySettings settings, CasesDatabase database)
{
    /// <summary>Behind demo data, which has teams.</summary>
    /// <exception cref="DatabaseSettingException">Nothing is called so.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        if (settings.Groups.Count == 0)
            return;
        await using var db = database.CreateDb();
        foreach (var (group, text) in settings.Groups)
        {
            var grant = GroupGrant.Parse(text);
            var (isRole, isTeam) = await FindAsync(grant.Key, db, token);
            if (grant.IsTeam ? isTeam : isRole)
                continue;
            var (kind, other) = grant.IsTeam
                ? ("team", isRole ? $"a role is; write it without {GroupGrant.TeamPrefix}" : null)
                : ("role", isTeam ? $"a team is; write {GroupGrant.TeamPrefix}{text}" : null);
            throw new DatabaseSettingException(
                $"Access:Groups:{group} is '{text}', and no {kind} is called so{(other is null ? "" : $", but {other}")}."
            );
        }
    }

    private static async Task<(bool IsRole, bool IsTeam)> FindAsync(string key, CasesDb db, CancellationToken token) =>
        (
            await db.Set<Role>().AnyAsync(role => role.NameKey == key && role.DeletedAt == null, token),
            await db.Set<Team>().AnyAsync(team => team.NameKey == key && team.DeletedAt == null, token)
        );
}
