using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Users;

internal sealed class UserRules(IEnumerable<OthersOnUsers> others) : EntityRules<User>
{
    public override async Task SettleNewAsync(User entity, Call call, CancellationToken token)
    {
        foreach (var other in others)
            await other.SettleNewAsync(entity, call, token);
    }

    protected override async Task CheckAsync(
        EntityValues<User> values,
        User? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        foreach (var other in others)
            await other.CheckAsync(values, current, call, checks, token);
        // Nobody has what cannot be stored, and it has no key.
        if (values[nameof(User.UserName)] is string name && TextRules.IsStorable(name))
            await CheckNameAsync(name, current?.Id ?? 0, call, checks, token);
    }

    private static async Task CheckNameAsync(
        string name,
        long id,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var key = CaseFolding.Key(name);
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
