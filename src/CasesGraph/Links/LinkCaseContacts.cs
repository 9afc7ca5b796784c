using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Links;

[Description("Contacts to link to a case.")]
public sealed record LinkCaseContactsInput(
    [property: Description("The id or the number of the case.")] Ref<Case> CaseId,
    [property: Description(
        "Contacts with their roles, each once; one that is linked already takes the role given, and keeps its own where none is. A new PRIMARY needs the present one to get another role in the same call."
    )]
        IReadOnlyList<CaseContactInput> Contacts,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The case with its contacts, or why they were not linked.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record LinkCaseContactsPayload(
    [property: Description("The case after it.")] Ref<Case>? Case,
    [property: Description("The change set of this call; null when all were linked already in these roles.")]
        Ref<ChangeSet>? ChangeSet
);

public sealed class LinkCaseContacts : IOperation<LinkCaseContactsInput, LinkCaseContactsPayload>
{
    public async Task<Outcome<LinkCaseContactsPayload>> RunAsync(
        LinkCaseContactsInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        var references = new ReferenceChecks(call, checks);
        GivenContacts.Check(input.Contacts, checks, references, CaseLinking.Held(input.CaseId, call), ["contacts"]);
        await references.RunAsync(token);
        return await CaseLinking.RunAsync(
            input.CaseId,
            GivenContacts.Patch(input.Contacts, removed: null),
            (ChangeAction.Link, input.Reason),
            checks,
            (@case, set) => new LinkCaseContactsPayload(@case, set),
            call,
            token
        );
    }
}
