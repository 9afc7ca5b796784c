using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Bugs;

[Description("Which deleted bugs to restore.")]
public sealed record RestoreBugsInput(
    [property: Description("Ids of the bugs; one given twice counts once.")] IReadOnlyList<Ref<Bug>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("What was restored and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RestoreBugsPayload(
    [property: Description("How many bugs were restored.")] int? Restored,
    [property: Description("The ids of the restored bugs."), AsId] IReadOnlyList<Ref<Bug>>? RestoredIds,
    [property: Description("What was not restored, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not restored.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was restored.")] Ref<ChangeSet>? ChangeSet
);

public sealed class RestoreBugs
{
    public Task<Outcome<RestoreBugsPayload>> RunAsync(RestoreBugsInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SoftDeletion<Bug>.RunAsync(
            input.Ids,
            new SoftDeletion<Bug>(call, restore: true, input.Reason),
            done => new RestoreBugsPayload(
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
