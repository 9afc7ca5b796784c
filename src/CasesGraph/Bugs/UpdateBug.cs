using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Bugs;

[Description("New values for some fields of a bug; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateBugInput(
    [property: Description("The id or the number of the bug to change.")] Ref<Bug> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    EntityValues<Bug> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The changed bug, or why it was not changed.")]
[Errors(
    typeof(BugNotFoundError),
    typeof(BugDeletedError),
    typeof(ValidationError),
    typeof(BugVersionConflictError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpdateBugPayload(
    [property: Description("The bug after the change.")] Ref<Bug>? Bug,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

public sealed class UpdateBug
{
    public Task<Outcome<UpdateBugPayload>> RunAsync(UpdateBugInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return BugWriter.Instance.UpdateAsync(
            new EntityChange<Bug>(input.Id, input.ExpectedVersion, input.Values, input.Reason),
            (changed, set) => new UpdateBugPayload(changed, set),
            call,
            token
        );
    }
}
