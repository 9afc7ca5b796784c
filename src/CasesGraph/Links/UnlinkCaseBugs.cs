using System.ComponentModel;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Links;

[Description("Bugs to unlink from a case.")]
public sealed record UnlinkCaseBugsInput(
    [property: Description("The id or the number of the case.")] Ref<Case> CaseId,
    [property: Description("Ids or numbers of the bugs; one that is not linked changes nothing.")]
        IReadOnlyList<Ref<Bug>> BugIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The case with the bugs that it has left, or why none was unlinked.")]
[Errors(
    typeof(CaseNotFoundError),
    typeof(CaseDeletedError),
    typeof(CaseMergedError),
    typeof(ValidationError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UnlinkCaseBugsPayload(
    [property: Description("The case after it.")] Ref<Case>? Case,
    [property: Description("The change set of this call; null when none of them was linked.")] Ref<ChangeSet>? ChangeSet
);

public sealed class UnlinkCaseBugs : IOperation<UnlinkCaseBugsInput, UnlinkCaseBugsPayload>
{
    public Task<Outcome<UnlinkCaseBugsPayload>> RunAsync(UnlinkCaseBugsInput input, Call call, CancellationToken token)
    {
        return CaseLinking.RunAsync(
            input.CaseId,
            GivenBugs.Patch(added: null, input.BugIds),
            (ChangeAction.Unlink, input.Reason),
            new InputChecks(call),
            (@case, set) => new UnlinkCaseBugsPayload(@case, set),
            call,
            token
        );
    }
}
