using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Accounts;

[Description("Which deleted accounts to restore.")]
public sealed record RestoreAccountsInput(
    [property: Description("Ids of the accounts; one given twice counts once.")] IReadOnlyList<Ref<Account>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("What was restored and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RestoreAccountsPayload(
    [property: Description("How many accounts were restored.")] int? Restored,
    [property: Description("The ids of the restored accounts."), AsId] IReadOnlyList<Ref<Account>>? RestoredIds,
    [property: Description("What was not restored, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not restored.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was restored.")] Ref<ChangeSet>? ChangeSet
);

public sealed class RestoreAccounts
{
    public Task<Outcome<RestoreAccountsPayload>> RunAsync(
        RestoreAccountsInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return SoftDeletion<Account>.RunAsync(
            input.Ids,
            new SoftDeletion<Account>(call, restore: true, input.Reason),
            done => new RestoreAccountsPayload(
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
