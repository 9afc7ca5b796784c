using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Accounts;

internal sealed class AccountRules : EntityRules<Account>
{
    /// <summary>Nothing may be a part of itself, by however many steps.</summary>
    protected override async Task CheckAsync(
        EntityValues<Account> values,
        Account? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (current is null)
            return;
        var seen = new HashSet<long>();
        var parent = values[nameof(Account.ParentId)] as long?;
        while (parent is { } next && seen.Add(next))
        {
            if (next == current.Id)
            {
                const string message = "An account cannot be a part of itself.";
                checks.Add(InputChecks.Path("parentId"), ValidationCode.Conflict, message);
                return;
            }
            parent = await call
                .Db.Set<Account>()
                .Where(a => a.Id == next)
                .Select(a => a.ParentId)
                .FirstOrDefaultAsync(token);
        }
    }
}
