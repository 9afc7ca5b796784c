using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Bugs;

[Description("A new bug with its fields.")]
public sealed record CreateBugInput(
    EntityValues<Bug> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The new bug, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreateBugPayload(
    [property: Description("The bug that was created.")] Ref<Bug>? Bug,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
);

public sealed class CreateBug
{
    public Task<Outcome<CreateBugPayload>> RunAsync(CreateBugInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return BugWriter.Instance.CreateAsync(
            input.Values,
            input.Reason,
            (created, set) => new CreateBugPayload(created, set),
            call,
            token
        );
    }
}
