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
        if (values[nameof(User.UserName)] is not string name || !TextRules.IsStorable(name))
            return;
        var (key, id) = (CaseFolding.Key(name), current?.Id ?? 0);
        var holder = await call
            .Db.Set<User>()
            .Where(user => user.UserNameKey == key && user.Id != id)
            .Select(user => new { user.Id, user.Active })
            .SingleOrDefaultAsync(token);
        if (holder is null)
            return;
        const string taken = "Another user has this user name already.";
        await checks.NotUniqueAsync<User>(
            InputChecks.Path("userName"),
            new(holder.Id),
            taken,
            taken + (holder.Active ? "" : " That user is not active; updateUser can make it so."),
            token
        );
    }
}
