using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

/// <summary>New users get a role; and who is active decides who may do what.</summary>
internal sealed class RolesOnUsers(DefaultRole defaultRole) : OthersOnUsers
{
    public override async Task SettleNewAsync(User user, Call call, CancellationToken token)
    {
        if (await defaultRole.FindAsync(call.Db, token) is { } role)
            call.Db.Add(new UserRole { User = user, RoleId = role.Id });
    }

    public override async Task CheckAsync(
        EntityValues<User> values,
        User? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (current is null)
            return;
        var (active, email) = (values[nameof(User.Active)] as bool?, values[nameof(User.Email)] as string);
        var isTurned = active is not null && active != current.Active;
        // Where issuers are trusted with addresses, whoever has the address gets in as the user.
        var isMoved = email is not null && !string.Equals(email, current.Email, StringComparison.Ordinal);
        if (!isTurned && !isMoved)
            return;
        var roles = await call.RolesOfAsync(current.Id, token);
        if (isMoved)
            call.CheckReach(InputChecks.Path("email"), roles, checks);
        if (!isTurned)
            return;
        var path = InputChecks.Path("active");
        call.CheckReach(path, roles, checks);
        if (
            active is false
            && roles.Exists(role => role.Id == BuiltInRole.AdministratorId)
            && await Administrators.IsLastAsync(current, call, token)
        )
            checks.Add(path, ValidationCode.LastAdministrator, Administrators.IsLast);
    }
}
