using System.Collections.Concurrent;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Identities;

/// <summary>
/// Users have the roles of the groups that their tokens name (the settings Access:GroupsClaim and Access:Groups), beside
/// those that were given by hand, which stay. It is looked at once a minute for a user, and an older token changes nothing
/// that a newer one has said.
/// </summary>
internal sealed class GroupRoles(
    IdentitySettings settings,
    CasesDatabase database,
    WriteGate gate,
    BeginLog log,
    TimeProvider clock
)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, long> settledAt = new();

    public async ValueTask SettleAsync(KnownIdentity identity, ShownIdentity shown, CancellationToken token)
    {
        if (settings.GroupsClaim is null || shown.Groups is null || !IsDue(identity.UserId))
            return;
        try
        {
            await using var db = database.CreateDb();
            if (await DifferenceAsync(identity.Id, shown, db, token) is not null)
                await gate.RunAsync((write, now, inner) => ChangeAsync(identity.Id, shown, write, now, inner), token);
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

    private async Task<bool> ChangeAsync(
        long identity,
        ShownIdentity shown,
        CasesDb db,
        DateTime now,
        CancellationToken token
    )
    {
        if (await DifferenceAsync(identity, shown, db, token) is not { } difference)
            return false;
        var call = new Call(db, Caller.System, now, new ValidationIssues(), log);
        var user = difference.Identity.User!;
        difference.Identity.GroupsAsOf = shown.IssuedAt;
        foreach (var link in difference.Lost)
        {
            // Somebody has to be left who may do everything.
            if (link.RoleId != BuiltInRole.AdministratorId || !await Administrators.IsLastAsync(user, call, token))
                db.Remove(link);
        }
        db.AddRange(
            difference.Gained.Select(role => new UserRole
            {
                User = user,
                RoleId = role,
                ByGroup = true,
            })
        );
        await call.SaveAsync(ChangeAction.Update, "Groups of the token", token);
        return true;
    }

    /// <summary>Null where there is none, or a newer token has said otherwise.</summary>
    private async Task<Difference?> DifferenceAsync(
        long identity,
        ShownIdentity shown,
        CasesDb db,
        CancellationToken token
    )
    {
        var found = await db.Set<Identity>()
            .Include(one => one.User)
            .SingleOrDefaultAsync(one => one.Id == identity, token);
        if (found is null || found.GroupsAsOf > shown.IssuedAt)
            return null;
        var names = settings.RolesOf(shown.Groups!);
        var wanted = await db.Set<Role>()
            .Where(role => names.Contains(role.NameKey) && role.DeletedAt == null)
            .Select(role => role.Id)
            .ToListAsync(token);
        var has = await db.Set<UserRole>().Where(link => link.UserId == found.UserId).ToListAsync(token);
        var lost = has.Where(link => link.ByGroup && !wanted.Contains(link.RoleId)).ToList();
        var gained = wanted.Except(has.Select(link => link.RoleId)).ToList();
        return lost.Count == 0 && gained.Count == 0 ? null : new(found, lost, gained);
    }

    private sealed record Difference(Identity Identity, IReadOnlyList<UserRole> Lost, IReadOnlyList<long> Gained);
}

/// <summary>A name that no role has would be found by users who lack it.</summary>
internal sealed class GroupRolesCheck(IdentitySettings settings) : IStartStep
{
    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        foreach (var (group, name) in settings.Groups)
        {
            var key = Role.KeyOf(name);
            if (!await db.Set<Role>().AnyAsync(role => role.NameKey == key && role.DeletedAt == null, token))
                throw new DatabaseSettingException($"Access:Groups:{group} is '{name}', and no role is called so.");
        }
    }
}
