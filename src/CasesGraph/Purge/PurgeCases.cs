using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.Purge;

[Description("Which cases to remove for good.")]
public sealed record PurgeCasesInput(
    [property: Description(
        "Which cases: by ids, whether in use, deleted or merged; or those deleted, and not merged, that meet a condition."
    )]
        RowSelection<Case> Select,
    [property: Description("Refuse the call when the selection holds more cases than this.")] int? MaxCount,
    [property: Description("Refuse the call unless the selection holds exactly this many cases.")] int? ExpectedCount,
    [property: Description("Why it is done, for the change log, where it stays; at most 1,000 characters.")]
        string? Reason,
    [property: Description("True to get the same answer without removing anything.")] bool DryRun = false
);

[Description("What was removed for good and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(EmptySelectionError), typeof(SelectionSizeError), typeof(ForbiddenError))]
public sealed record PurgeCasesPayload(
    [property: Description("How many cases were removed.")] int? Purged,
    [property: Description("The ids that the removed cases had.")] [property: AsId] IReadOnlyList<Ref<Case>>? PurgedIds,
    [property: Description(
        "Cases that were not removed, each with the reason, such as others that were merged into them; at most 100."
    )]
        IReadOnlyList<CaseRejection>? Rejected,
    [property: Description("How many cases were not removed.")] int? RejectedCount,
    [property: Description(
        "The change set of this call; null when nothing was removed, in a dry run, or when a job does it."
    )]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that does it when the selection holds more than 1,000 cases; it has the counts, and what was rejected."
    )]
        Ref<Job>? Job
);

internal sealed class PurgeCases(JobQueue jobs) : IOperation<PurgeCasesInput, PurgeCasesPayload>
{
    public async Task<Outcome<PurgeCasesPayload>> RunAsync(PurgeCasesInput input, Call call, CancellationToken token)
    {
        return await new CasePurge(call).RunAsync(
            input.Select,
            new SelectionGuards(input.MaxCount, input.ExpectedCount),
            (input.Reason, input.DryRun),
            done => new PurgeCasesPayload(
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
