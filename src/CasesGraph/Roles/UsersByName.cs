using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

/// <summary>Users whom the service itself makes, past the API.</summary>
internal sealed class UsersByName(EntityRules<User> rules)
{
    /// <summary>Whoever is called so; made where nobody is.</summary>
    public async Task<User> FindOrMakeAsync(
        string name,
        UserKind kind,
        Call call,
        InputChecks checks,
        CancellationToken token
    ) =>
        await FindAsync(name, call.Db, token)
        ?? await MakeAsync(
            new User
            {
                UserName = name,
                FullName = name,
                Kind = kind,
            },
            call,
            checks,
            token
        );

    public static Task<User?> FindAsync(string name, CasesDb db, CancellationToken token)
    {
        var key = CaseFolding.Key(name);
        return db.Set<User>().SingleOrDefaultAsync(one => one.UserNameKey == key, token);
    }

    /// <summary>Adds one, with the role that new ones get; not where the name is none.</summary>
    public async Task<User> MakeAsync(User user, Call call, InputChecks checks, CancellationToken token)
    {
        checks.Text(InputChecks.Path("user"), (ScalarField)EntityModel.Of<User>().Find("userName")!, user.UserName);
        if (checks.Errors.Length > 0)
            return user;
        await rules.SettleNewAsync(user, call, token);
        call.Db.Add(user);
        return user;
    }

    /// <summary>Gives a role beside those that a user has; to a new one in place of that which new ones get.</summary>
    public static async Task GiveAsync(User user, long role, Call call, CancellationToken token)
    {
        foreach (var link in call.Db.ChangeTracker.Entries<UserRole>().Where(link => link.Entity.User == user).ToList())
            link.State = EntityState.Detached;
        if (!await call.Db.Set<UserRole>().AnyAsync(link => link.UserId == user.Id && link.RoleId == role, token))
            call.Db.Add(new UserRole { User = user, RoleId = role });
    }
}
