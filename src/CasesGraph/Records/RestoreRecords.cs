using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Records;

[Named("Restore{Entities}Input")]
[Description("Which deleted {entities} to restore.")]
public sealed record RestoreInput<TEntity>(
    [property: Description("Which {entities}: by ids, or those deleted that meet a condition.")]
        RowSelection<TEntity> Select,
    [property: Description("Refuse the call when the selection holds more {entities} than this.")] int? MaxCount,
    [property: Description("Refuse the call unless the selection holds exactly this many {entities}.")]
        int? ExpectedCount,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without restoring anything.")] bool DryRun = false
)
    where TEntity : class;

[Named("Restore{Entities}Payload")]
[Description("What was restored and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(EmptySelectionError), typeof(SelectionSizeError), typeof(ForbiddenError))]
public sealed record RestorePayload<TEntity>(
    [property: Description("How many {entities} were restored.")] int? Restored,
    [property: Description("The ids of the restored {entities}."), AsId] IReadOnlyList<Ref<TEntity>>? RestoredIds,
    [property: Description("What was not restored, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not restored.")] int? RejectedCount,
    [property: Description(
        "The change set of this call; null when nothing was restored, in a dry run, or when a job does it."
    )]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that does it when the selection holds more than 1,000 {entities}; it has the counts, and what was rejected."
    )]
        Ref<Job>? Job
)
    where TEntity : class;

internal sealed class RestoreRecords<TEntity>(JobQueue jobs)
    : IOperation<RestoreInput<TEntity>, RestorePayload<TEntity>>
    where TEntity : class, IVersioned
{
    public async Task<Outcome<RestorePayload<TEntity>>> RunAsync(
        RestoreInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        var outcome = await new RecordWork<TEntity>(call, new DeletionEdit<TEntity>(restore: true)).RunAsync(
            input.Select,
            new SelectionGuards(input.MaxCount, input.ExpectedCount),
            (input.Reason, input.DryRun),
            jobs,
            token
        );
        if (outcome.Value is not { } done)
            return (UserError[])[.. outcome.Errors];
        return new RestorePayload<TEntity>(
            done.Changed,
            done.Ids,
            done.Rejected,
            done.Found?.Refused.Count,
            done.ChangeSet,
            done.Job
        );
    }
}
