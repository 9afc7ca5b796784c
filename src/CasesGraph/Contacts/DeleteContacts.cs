using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Contacts;

[Description("Which contacts to delete; cases that refer to them keep their links.")]
public sealed record DeleteContactsInput(
    [property: Description("Ids of the contacts; one given twice counts once.")] IReadOnlyList<Ref<Contact>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("What was deleted and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record DeleteContactsPayload(
    [property: Description("How many contacts were deleted.")] int? Deleted,
    [property: Description("The ids of the deleted contacts."), AsId] IReadOnlyList<Ref<Contact>>? DeletedIds,
    [property: Description("What was not deleted, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not deleted.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was deleted.")] Ref<ChangeSet>? ChangeSet
);

public sealed class DeleteContacts
{
    public Task<Outcome<DeleteContactsPayload>> RunAsync(DeleteContactsInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SoftDeletion<Contact>.RunAsync(
            input.Ids,
            new SoftDeletion<Contact>(call, restore: false, input.Reason),
            done => new DeleteContactsPayload(
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
