using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Accounts;

internal sealed class AccountWriter : EntityWriter<Account>
{
    public static AccountWriter Instance { get; } = new();

    protected override Account Blank() => new() { Name = "" };

    protected override UserError NotFound(Ref<Account> id) => new AccountNotFoundError(id);

    protected override UserError Deleted(Ref<Account> entity) => new AccountDeletedError(entity);

    protected override UserError VersionConflict(int expected, Ref<Account> current) =>
        new AccountVersionConflictError(expected, current);

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
            parent = await call.Db.Accounts.Where(a => a.Id == next).Select(a => a.ParentId).FirstOrDefaultAsync(token);
        }
    }
}
