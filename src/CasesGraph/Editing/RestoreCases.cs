using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("Which deleted cases to restore, with all that belongs to them.")]
public sealed record RestoreCasesInput(
    [property: Description("Which cases: by ids, or those deleted that meet a condition.")] RowSelection<Case> Select,
    [property: Description("Refuse the call when the selection holds more cases than this.")] int? MaxCount,
    [property: Description("Refuse the call unless the selection holds exactly this many cases.")] int? ExpectedCount,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without restoring anything.")] bool DryRun = false
);

[Description("What was restored and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(EmptySelectionError), typeof(SelectionSizeError), typeof(ForbiddenError))]
public sealed record RestoreCasesPayload(
    [property: Description("How many cases were restored.")] int? Restored,
    [property: Description("The ids of the restored cases."), AsId] IReadOnlyList<Ref<Case>>? RestoredIds,
    [property: Description("Cases that were not restored, each with the reason; at most 100.")]
        IReadOnlyList<CaseRejection>? Rejected,
    [property: Description("How many cases were not restored.")] int? RejectedCount,
    [property: Description(
        "The change set of this call; null when nothing was restored, in a dry run, or when a job does it."
    )]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that does it when the selection holds more than 1,000 cases; it has the counts, and what was rejected."
    )]
        Ref<Job>? Job
);

internal sealed class RestoreCases(JobQueue jobs) : IOperation<RestoreCasesInput, RestoreCasesPayload>
{
    public Task<Outcome<RestoreCasesPayload>> RunAsync(RestoreCasesInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        return new CaseDeletion(restore: true, call).RunAsync(
            input.Select,
            new SelectionGuards(input.MaxCount, input.ExpectedCount),
            (input.Reason, input.DryRun),
            done => new RestoreCasesPayload(
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
