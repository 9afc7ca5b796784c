using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

/// <summary>
/// Somebody has to be left who may do everything. Of two who would leave nobody at once the second one starts over and
/// sees it, for both raise the access version.
/// </summary>
internal static class Administrators
{
    public const string IsLast = "The user is the last active administrator.";

    /// <summary>Whether nobody else who is active is one.</summary>
    /// <param name="user">An administrator.</param>
    public static async Task<bool> IsLastAsync(User user, Call call, CancellationToken token) =>
        user.Active
        && !await call
            .Db.Set<UserRole>()
            .AnyAsync(
                link => link.RoleId == BuiltInRole.AdministratorId && link.UserId != user.Id && link.User.Active,
                token
            );
}
