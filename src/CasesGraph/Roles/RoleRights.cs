using System.Collections.Concurrent;
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
internal sealed class RoleRights(CasesDatabase database, RightsWatch watch, DefaultTeam defaultTeam) : CallerRights
{
    private readonly ConcurrentDictionary<long, Held> held = new();

    public override ValueTask<Caller> NowAsync(Caller caller, CancellationToken token)
    {
        if (caller.Actor.UserId is not { } user)
            return new(caller.Actor == Actor.System ? Caller.System : With(caller, AccessShape.Nothing));
        return Known(user) is { } known ? new(Of(known, caller)) : ReadAsync(caller, user, token);
    }

    /// <summary>The keys of a user's roles, by name.</summary>
    public async ValueTask<IReadOnlyList<long>> RolesAsync(long user, CancellationToken token) =>
        (Known(user) ?? await ReadAsync(user, token))?.Roles ?? [];

    /// <summary>The keys of the teams that a user was made a member of, by name.</summary>
    public async ValueTask<IReadOnlyList<long>> TeamsAsync(long user, CancellationToken token) =>
        (Known(user) ?? await ReadAsync(user, token))?.Teams ?? [];

    private Held? Known(long user) =>
        watch.IsCertain && held.TryGetValue(user, out var known) && known.Epoch == watch.Epoch ? known : null;

    private async ValueTask<Caller> ReadAsync(Caller caller, long user, CancellationToken token) =>
        await ReadAsync(user, token) is { } found ? Of(found, caller) : With(caller, AccessShape.Nothing);

    private async Task<Held?> ReadAsync(long user, CancellationToken token)
    {
        await using var db = database.CreateDb();
        await watch.AskAsync(db, token);
        if (Known(user) is { } known)
            return known;
        // Before what it is of: what is written meanwhile makes it worthless.
        var epoch = watch.Epoch;
        var found = await db.Set<User>()
            .Where(one => one.Id == user)
            .Select(one => new
            {
                one.Active,
                Roles = db.Set<UserRole>()
                    .Where(link => link.UserId == one.Id && link.Role.DeletedAt == null)
                    .OrderBy(link => link.Role.Name)
                    .Select(link => new { link.RoleId, link.Role.Grants })
                    .ToList(),
            })
            .SingleOrDefaultAsync(token);
        if (found is null)
            return null;
        var access = found.Active
            ? found.Roles.Aggregate(
                AccessShape.Nothing,
                (shape, role) => shape.Or(RoleShapes.Of(role.RoleId, role.Grants))
            )
            : AccessShape.Nothing;
        var teams = await TeamsOfCaller.LoadAsync(user, defaultTeam, db, token);
        return held[user] = new(
            new Caller(Actor.User(user))
            {
                Access = access,
                Teams = teams.All,
                TeamForNew = teams.ForNew,
            },
            [.. found.Roles.Select(role => role.RoleId)],
            teams.Given,
            epoch
        );
    }

    /// <summary>The same object for all who show no key, for this is asked with every request.</summary>
    private static Caller Of(Held known, Caller caller) =>
        caller.ApiKeyId is null ? known.Caller : known.Caller with { ApiKeyId = caller.ApiKeyId };

    private static Caller With(Caller caller, AccessShape access) => caller with { Access = access };

    /// <summary>What is remembered of a user.</summary>
    /// <param name="Epoch">When it was read, as <see cref="RightsWatch"/> counts.</param>
    private sealed record Held(Caller Caller, IReadOnlyList<long> Roles, IReadOnlyList<long> Teams, long Epoch);
}
