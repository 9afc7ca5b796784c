using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Accounts;

[Description("Which accounts to delete; cases that refer to them keep their links.")]
public sealed record DeleteAccountsInput(
    [property: Description("Ids of the accounts; one given twice counts once.")] IReadOnlyList<Ref<Account>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("What was deleted and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record DeleteAccountsPayload(
    [property: Description("How many accounts were deleted.")] int? Deleted,
    [property: Description("The ids of the deleted accounts."), AsId] IReadOnlyList<Ref<Account>>? DeletedIds,
    [property: Description("What was not deleted, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not deleted.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was deleted.")] Ref<ChangeSet>? ChangeSet
);

public sealed class DeleteAccounts
{
    public Task<Outcome<DeleteAccountsPayload>> RunAsync(DeleteAccountsInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SoftDeletion<Account>.RunAsync(
            input.Ids,
            new SoftDeletion<Account>(call, restore: false, input.Reason),
            done => new DeleteAccountsPayload(
                done.Done.Count,
                done.Done,
                Rejection.Of(done.Refused),
                done.RefusedCount,
                done.ChangeSet
            ),
            call,
            token
        );
    }
}
