using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

internal static class RolesOfUsers
{
    /// <summary>The roles of a user, whom nobody may change who may do less than they allow.</summary>
    public static Task<List<Role>> RolesOfAsync(this Call call, long user, CancellationToken token) =>
        call
            .Db.Set<UserRole>()
            .Where(link => link.UserId == user)
            .Select(link => link.Role)
            .AsNoTracking()
            .ToListAsync(token);

    /// <summary>Notes in where a user may do more than the caller, who is not to get in as them or to lock them out.</summary>
    public static void CheckReach(
        this Call call,
        IReadOnlyList<string> path,
        IEnumerable<Role> roles,
        InputChecks checks
    )
    {
        if (roles.Any(role => !call.Caller.Access.Covers(RoleShapes.Of(role))))
            checks.Add(
                path,
                ValidationCode.RoleWiderThanYours,
                "The user has a role that allows more than you may do yourself."
            );
    }
}
