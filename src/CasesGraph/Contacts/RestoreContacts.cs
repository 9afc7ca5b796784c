using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Contacts;

[Description("Which deleted contacts to restore.")]
public sealed record RestoreContactsInput(
    [property: Description("Ids of the contacts; one given twice counts once.")] IReadOnlyList<Ref<Contact>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("What was restored and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RestoreContactsPayload(
    [property: Description("How many contacts were restored.")] int? Restored,
    [property: Description("The ids of the restored contacts."), AsId] IReadOnlyList<Ref<Contact>>? RestoredIds,
    [property: Description("What was not restored, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not restored.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was restored.")] Ref<ChangeSet>? ChangeSet
);

public sealed class RestoreContacts
{
    public Task<Outcome<RestoreContactsPayload>> RunAsync(
        RestoreContactsInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return SoftDeletion<Contact>.RunAsync(
            input.Ids,
            new SoftDeletion<Contact>(call, restore: true, input.Reason),
            done => new RestoreContactsPayload(
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
