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
        if (current is null || values[nameof(User.Active)] is not bool active || active == current.Active)
            return;
        var path = InputChecks.Path("active");
        var roles = await call.RolesOfAsync(current.Id, token);
        call.CheckReach(path, roles, checks);
        if (
            !active
            && roles.Exists(role => role.Id == BuiltInRole.AdministratorId)
            && await Administrators.IsLastAsync(current, call, token)
        )
            checks.Add(path, ValidationCode.LastAdministrator, Administrators.IsLast);
    }
}
