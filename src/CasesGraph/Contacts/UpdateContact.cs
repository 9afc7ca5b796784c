using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Contacts;

[Description("New values for some fields of a contact; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateContactInput(
    [property: Description("The id of the contact to change.")] Ref<Contact> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    EntityValues<Contact> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The changed contact, or why it was not changed.")]
[Errors(
    typeof(ContactNotFoundError),
    typeof(ContactDeletedError),
    typeof(ValidationError),
    typeof(ContactVersionConflictError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpdateContactPayload(
    [property: Description("The contact after the change.")] Ref<Contact>? Contact,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

public sealed class UpdateContact
{
    public Task<Outcome<UpdateContactPayload>> RunAsync(UpdateContactInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ContactWriter.Instance.UpdateAsync(
            new EntityChange<Contact>(input.Id, input.ExpectedVersion, input.Values, input.Reason),
            (changed, set) => new UpdateContactPayload(changed, set),
            call,
            token
        );
    }
}
