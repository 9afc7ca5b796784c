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
    EntityRules<User> users,
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
    /// <param name="days">How long it works; null for as long as other keys.</param>
    public Task<Outcome<CreateApiKeyPayload>> CreateAsync(
        string userName,
        string name,
        string? role,
        int? days,
        CancellationToken token
    ) =>
        gate.RunAsync(
            async (db, now, inner) =>
            {
                var call = new Call(db, Caller.System, now, new ValidationIssues(), log);
                var checks = new InputChecks(call);
                var given = await RoleAsync(role, call, checks, inner);
                var user = await UserAsync(userName, call, checks, inner);
                if (checks.Errors is { Length: > 0 } errors)
                    return errors;
                await GiveAsync(user, given, call, inner);
                await call.SaveAsync(ChangeAction.Update, reason: null, inner);
                DateTime? expiry = days is { } count ? now.AddDays(count) : null;
                var input = new CreateApiKeyInput(
                    new(user.Id),
                    name,
                    Scopes: null,
                    Networks: null,
                    expiry,
                    Reason: null
                );
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

    private async Task<User> UserAsync(string userName, Call call, InputChecks checks, CancellationToken token)
    {
        var key = CaseFolding.Key(userName);
        if (await call.Db.Set<User>().SingleOrDefaultAsync(one => one.UserNameKey == key, token) is { } known)
            return known;
        var made = new User
        {
            UserName = userName,
            FullName = userName,
            Kind = UserKind.Service,
        };
        checks.Text(InputChecks.Path("user"), (ScalarField)EntityModel.Of<User>().Find("userName")!, userName);
        if (checks.Errors.Length > 0)
            return made;
        await users.SettleNewAsync(made, call, token);
        call.Db.Add(made);
        return made;
    }

    private static async Task GiveAsync(User user, Role? role, Call call, CancellationToken token)
    {
        if (role is null)
            return;
        // A new one has got the role of all new ones, which is not what was asked for.
        foreach (var link in call.Db.ChangeTracker.Entries<UserRole>().Where(link => link.Entity.User == user).ToList())
            link.State = EntityState.Detached;
        if (!await call.Db.Set<UserRole>().AnyAsync(link => link.UserId == user.Id && link.RoleId == role.Id, token))
            call.Db.Add(new UserRole { User = user, Role = role });
    }
}
