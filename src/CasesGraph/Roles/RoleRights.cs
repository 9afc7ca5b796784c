using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

/// <summary>
/// Users may do what any of their roles allows, as long as they are active. It is remembered by user, and trusted while
/// it is certain that nothing was written since (<see cref="RightsWatch"/>).
/// </summary>
internal sealed class RoleRights(CasesDatabase database, RightsWatch watch, DefaultTeam defaultTeam, TimeProvider clock)
    : CallerRights
{
    private readonly RightsCache<long, Held> held = new(
        database,
        watch,
        clock,
        (users, db, token) => ReadAsync(users, defaultTeam, db, token)
    );

    public override ValueTask<Caller> NowAsync(Caller caller, CancellationToken token)
    {
        if (caller.Actor.UserId is not { } user)
            return new(caller.Actor == Actor.System ? Caller.System : With(caller, AccessShape.Nothing));
        return held.TryFind(user, out var known) ? new(Of(known, caller)) : FindAsync(caller, user, token);
    }

    /// <summary>The keys of a user's roles, by name.</summary>
    public async ValueTask<IReadOnlyList<long>> RolesAsync(long user, CancellationToken token) =>
        (await held.FindAsync(user, token))?.Roles ?? [];

    /// <summary>The keys of the teams that a user was made a member of, by name.</summary>
    public async ValueTask<IReadOnlyList<long>> TeamsAsync(long user, CancellationToken token) =>
        (await held.FindAsync(user, token))?.Teams ?? [];

    private async ValueTask<Caller> FindAsync(Caller caller, long user, CancellationToken token) =>
        await held.FindAsync(user, token) is { } found ? Of(found, caller) : With(caller, AccessShape.Nothing);

    private static async Task<IReadOnlyDictionary<long, Held>> ReadAsync(
        IReadOnlyList<long> users,
        DefaultTeam defaultTeam,
        CasesDb db,
        CancellationToken token
    )
    {
        var found = await db.Set<User>()
            .Where(one => users.Contains(one.Id))
            .Select(one => new
            {
                one.Id,
                one.Active,
                Roles = db.Set<UserRole>()
                    .Where(link => link.UserId == one.Id && link.Role.DeletedAt == null)
                    .OrderBy(link => link.Role.Name)
                    .Select(link => new { link.RoleId, link.Role.Grants })
                    .ToList(),
            })
            .ToListAsync(token);
        var teams = await TeamsOfCaller.LoadAsync(users, defaultTeam, db, token);
        return found.ToDictionary(
            one => one.Id,
            one => new Held(
                new Caller(Actor.User(one.Id))
                {
                    Access = one.Active
                        ? one.Roles.Aggregate(
                            AccessShape.Nothing,
                            (shape, role) => shape.Or(RoleShapes.Of(role.RoleId, role.Grants))
                        )
                        : AccessShape.Nothing,
                    Teams = teams[one.Id].All,
                    TeamForNew = teams[one.Id].ForNew,
                },
                [.. one.Roles.Select(role => role.RoleId)],
                teams[one.Id].Given
            )
        );
    }

    /// <summary>The same object for all who show no key, for this is asked with every request.</summary>
    private static Caller Of(Held known, Caller caller) =>
        caller.ApiKeyId is null ? known.Caller : known.Caller with { ApiKeyId = caller.ApiKeyId };

    private static Caller With(Caller caller, AccessShape access) => caller with { Access = access };

    /// <summary>What is remembered of a user.</summary>
    private sealed record Held(Caller Caller, IReadOnlyList<long> Roles, IReadOnlyList<long> Teams);
}
