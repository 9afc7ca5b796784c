using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Accounts;

[Description("New values for some fields of an account; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateAccountInput(
    [property: Description("The id of the account to change.")] Ref<Account> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    EntityValues<Account> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The changed account, or why it was not changed.")]
[Errors(
    typeof(AccountNotFoundError),
    typeof(AccountDeletedError),
    typeof(ValidationError),
    typeof(AccountVersionConflictError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpdateAccountPayload(
    [property: Description("The account after the change.")] Ref<Account>? Account,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

public sealed class UpdateAccount
{
    public Task<Outcome<UpdateAccountPayload>> RunAsync(UpdateAccountInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return AccountWriter.Instance.UpdateAsync(
            new EntityChange<Account>(input.Id, input.ExpectedVersion, input.Values, input.Reason),
            (changed, set) => new UpdateAccountPayload(changed, set),
            call,
            token
        );
    }
}
