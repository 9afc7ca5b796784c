using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("Which cases to delete; they can be restored with all that belongs to them.")]
public sealed record DeleteCasesInput(
    [property: Description("Which cases: by ids, or those in use that meet a condition.")] RowSelection<Case> Select,
    [property: Description("Refuse the call when the selection holds more cases than this.")] int? MaxCount,
    [property: Description("Refuse the call unless the selection holds exactly this many cases.")] int? ExpectedCount,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without deleting anything.")] bool DryRun = false
);

[Description("What was deleted and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(EmptySelectionError), typeof(SelectionSizeError), typeof(ForbiddenError))]
public sealed record DeleteCasesPayload(
    [property: Description("How many cases were deleted.")] int? Deleted,
    [property: Description("The ids of the deleted cases."), AsId] IReadOnlyList<Ref<Case>>? DeletedIds,
    [property: Description("Cases that were not deleted, each with the reason; at most 100.")]
        IReadOnlyList<CaseRejection>? Rejected,
    [property: Description("How many cases were not deleted.")] int? RejectedCount,
    [property: Description(
        "The change set of this call; null when nothing was deleted, in a dry run, or when a job does it."
    )]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that does it when the selection holds more than 1,000 cases; it has the counts, and what was rejected."
    )]
        Ref<Job>? Job
);

internal sealed class DeleteCases(JobQueue jobs) : IOperation<DeleteCasesInput, DeleteCasesPayload>
{
    public Task<Outcome<DeleteCasesPayload>> RunAsync(DeleteCasesInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        return new CaseDeletion(restore: false, call).RunAsync(
            input.Select,
            new SelectionGuards(input.MaxCount, input.ExpectedCount),
            (input.Reason, input.DryRun),
            done => new DeleteCasesPayload(
                done.Found?.Changed.Count,
                done.Ids,
                done.Rejected,
                done.Found?.Refused.Count,
                done.ChangeSet,
                done.Job
            ),
            jobs,
            token
        );
    }
}
