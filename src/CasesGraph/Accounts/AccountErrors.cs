using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Accounts;

[Description("There is no such account; nothing was written.")]
public sealed record AccountNotFoundError(
    [property: Description("The id that names no account."), AsId] Ref<Account> Id
) : UserError("There is no account with this id.");

[Description("The account is deleted and takes no writes until it is restored; nothing was written.")]
public sealed record AccountDeletedError([property: Description("The deleted account as it is.")] Ref<Account> Account)
    : UserError("The account is deleted. Restore it first.");

[Description("Somebody else has written to the account since the caller read it; nothing was written.")]
public sealed record AccountVersionConflictError(
    [property: Description("The version that the caller sent.")] int ExpectedVersion,
    [property: Description("The account as it is now.")] Ref<Account> Current
) : UserError($"The account has changed since version {ExpectedVersion}.");
