using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Bugs;

[Description("Which bugs to delete; cases that refer to them keep their links.")]
public sealed record DeleteBugsInput(
    [property: Description("Ids of the bugs; one given twice counts once.")] IReadOnlyList<Ref<Bug>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("What was deleted and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record DeleteBugsPayload(
    [property: Description("How many bugs were deleted.")] int? Deleted,
    [property: Description("The ids of the deleted bugs."), AsId] IReadOnlyList<Ref<Bug>>? DeletedIds,
    [property: Description("What was not deleted, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not deleted.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was deleted.")] Ref<ChangeSet>? ChangeSet
);

public sealed class DeleteBugs
{
    public Task<Outcome<DeleteBugsPayload>> RunAsync(DeleteBugsInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SoftDeletion<Bug>.RunAsync(
            input.Ids,
            new SoftDeletion<Bug>(call, restore: false, input.Reason),
            done => new DeleteBugsPayload(
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
