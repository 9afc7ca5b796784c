using System.ComponentModel;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Links;

[Description("Bugs to link to a case.")]
public sealed record LinkCaseBugsInput(
    [property: Description("The id or the number of the case.")] Ref<Case> CaseId,
    [property: Description("Ids or numbers of the bugs; one that is linked already changes nothing.")]
        IReadOnlyList<Ref<Bug>> BugIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The case with its bugs, or why they were not linked.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record LinkCaseBugsPayload(
    [property: Description("The case after it.")] Ref<Case>? Case,
    [property: Description("The change set of this call; null when all were linked already.")] Ref<ChangeSet>? ChangeSet
);

public sealed class LinkCaseBugs : IOperation<LinkCaseBugsInput, LinkCaseBugsPayload>
{
    public async Task<Outcome<LinkCaseBugsPayload>> RunAsync(
        LinkCaseBugsInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        var references = new ReferenceChecks(call, checks);
        GivenBugs.Check(input.BugIds, references, CaseLinking.Held(input.CaseId, call), ["bugIds"]);
        await references.RunAsync(token);
        return await CaseLinking.RunAsync(
            input.CaseId,
            GivenBugs.Patch(input.BugIds, removed: null),
            (ChangeAction.Link, input.Reason),
            checks,
            (@case, set) => new LinkCaseBugsPayload(@case, set),
            call,
            token
        );
    }
}
