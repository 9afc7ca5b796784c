using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Operations;

namespace CasesGraph.Links;

[Description("Contacts to unlink from a case.")]
public sealed record UnlinkCaseContactsInput(
    [property: Description("The id or the number of the case.")] Ref<Case> CaseId,
    [property: Description("Ids of the contacts; one that is not linked changes nothing.")]
        IReadOnlyList<Ref<Contact>> ContactIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The case with the contacts that it has left, or why none was unlinked.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UnlinkCaseContactsPayload(
    [property: Description("The case after it.")] Ref<Case>? Case,
    [property: Description("The change set of this call; null when none of them was linked.")] Ref<ChangeSet>? ChangeSet
);

public sealed class UnlinkCaseContacts : IOperation<UnlinkCaseContactsInput, UnlinkCaseContactsPayload>
{
    public Task<Outcome<UnlinkCaseContactsPayload>> RunAsync(
        UnlinkCaseContactsInput input,
        Call call,
        CancellationToken token
    )
    {
        return CaseLinking.RunAsync(
            input.CaseId,
            GivenContacts.Patch(added: null, input.ContactIds),
            (ChangeAction.Unlink, input.Reason),
            new InputChecks(call),
            (@case, set) => new UnlinkCaseContactsPayload(@case, set),
            call,
            token
        );
    }
}
