using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Keys;

/// <summary>Makes a key past the API, for whoever runs the service: without one nobody could sign in to make any.</summary>
internal sealed class FirstKey(
    CasesDatabase database,
    WriteGate gate,
    CreateApiKey keys,
    UsersByName users,
    BeginLog log,
    TimeProvider clock
)
{
    /// <summary>Whether anybody has a key that works.</summary>
    public async Task<bool> AnyWorksAsync(CancellationToken token)
    {
        await using var db = database.CreateDb();
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Set<ApiKey>()
            .AnyAsync(key => key.RevokedAt == null && key.ExpiresAt > now && key.User.Active, token);
    }

    /// <summary>Makes a key for a user, whom it makes too where there is none of that name: a service.</summary>
    /// <param name="role">The name of a role that the user is to have; null for what users have anyway.</param>
    /// <param name="networks">From where alone it works; null for everywhere.</param>
    /// <param name="days">How long it works; null for as long as other keys.</param>
    public Task<Outcome<CreateApiKeyPayload>> CreateAsync(
        string userName,
        string name,
        string? role,
        IReadOnlyList<string>? networks,
        int? days,
        CancellationToken token
    ) =>
        gate.RunAsync(
            async (db, now, inner) =>
            {
                var call = new Call(db, Caller.System, now, new ValidationIssues(), log);
                var checks = new InputChecks(call);
                var given = await RoleAsync(role, call, checks, inner);
                var user = await users.FindOrMakeAsync(userName, UserKind.Service, call, checks, inner);
                if (checks.Errors is { Length: > 0 } errors)
                    return errors;
                if (given is not null)
                    await UsersByName.GiveAsync(user, given.Id, call, inner);
                await call.SaveAsync(ChangeAction.Update, reason: null, inner);
                DateTime? expiry = days is { } count ? now.AddDays(count) : null;
                var input = new CreateApiKeyInput(new(user.Id), name, Scopes: null, networks, expiry, Reason: null);
                return await keys.RunAsync(input, call, inner);
            },
            token
        );

    private static async Task<Role?> RoleAsync(string? name, Call call, InputChecks checks, CancellationToken token)
    {
        if (name is null)
            return null;
        var key = Role.KeyOf(name);
        var role = await call
            .Db.Set<Role>()
            .SingleOrDefaultAsync(one => one.NameKey == key && one.DeletedAt == null, token);
        if (role is null)
            checks.Add(InputChecks.Path("role"), ValidationCode.InvalidValue, $"No role is called '{name}'.");
        return role;
    }
}
