using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Portal;

[Description("What a contact is to see in the portal.")]
public sealed record SetPortalAccessInput(
    [property: Description("The id of the contact.")] Ref<Contact> ContactId,
    [property: Description("Which cases the contact sees from now on; NONE ends sign-in and streams.")]
        PortalAccess Access,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The contact with the new access, or why it is as it was.")]
[Errors(
    typeof(NotFoundError<Contact>),
    typeof(DeletedError<Contact>),
    typeof(MergedError<Contact>),
    typeof(ValidationError),
    typeof(VersionConflictError<Contact>),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record SetPortalAccessPayload(
    [property: Description("The contact after the change.")] Ref<Contact>? Contact,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class SetPortalAccess : IOperation<SetPortalAccessInput, SetPortalAccessPayload>
{
    public async Task<Outcome<SetPortalAccessPayload>> RunAsync(
        SetPortalAccessInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var contact = await EntityChecks.FindAsync(input.ContactId, input.ExpectedVersion, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        contact!.PortalAccess = input.Access;
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new SetPortalAccessPayload(input.ContactId, set);
    }
}
