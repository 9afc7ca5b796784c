using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Users;

internal sealed class UserRules : EntityRules<User>
{
    protected override async Task CheckAsync(
        EntityValues<User> values,
        User? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        // Nobody has what cannot be stored, and it has no key.
        if (
            values[nameof(User.UserName)] is not string name
            || TextRules.Check(name, maxLength: null, longText: false) is not null
        )
            return;
        var (key, id) = (CaseFolding.Key(name), current?.Id ?? 0);
        var holder = await call
            .Db.Users.Where(user => user.UserNameKey == key && user.Id != id)
            .Select(user => new { user.Id, user.Active })
            .SingleOrDefaultAsync(token);
        if (holder is not null)
        {
            var message =
                "Another user has this user name already."
                + (holder.Active ? "" : " That user is not active; updateUser can make it so.");
            var seen = await call.Db.SeesAsync<User>(holder.Id, token);
            checks.Add(
                InputChecks.Path("userName"),
                ValidationCode.NotUnique,
                seen ? message : "Another user has this user name already.",
                seen ? new Ref<User>(holder.Id) : null
            );
        }
    }
}
