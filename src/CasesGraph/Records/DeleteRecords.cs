using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Records;

[Named("Delete{Entities}Input")]
[Description("Which {entities} to delete; cases that refer to them keep their links.")]
public sealed record DeleteInput<TEntity>(
    [property: Description("Which {entities}: by ids, or those in use that meet a condition.")]
        RowSelection<TEntity> Select,
    [property: Description("Refuse the call when the selection holds more {entities} than this.")] int? MaxCount,
    [property: Description("Refuse the call unless the selection holds exactly this many {entities}.")]
        int? ExpectedCount,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without deleting anything.")] bool DryRun = false
)
    where TEntity : class;

[Named("Delete{Entities}Payload")]
[Description("What was deleted and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(EmptySelectionError), typeof(SelectionSizeError), typeof(ForbiddenError))]
public sealed record DeletePayload<TEntity>(
    [property: Description("How many {entities} were deleted.")] int? Deleted,
    [property: Description("The ids of the deleted {entities}."), AsId] IReadOnlyList<Ref<TEntity>>? DeletedIds,
    [property: Description("What was not deleted, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not deleted.")] int? RejectedCount,
    [property: Description(
        "The change set of this call; null when nothing was deleted, in a dry run, or when a job does it."
    )]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that does it when the selection holds more than 1,000 {entities}; it has the counts, and what was rejected."
    )]
        Ref<Job>? Job
)
    where TEntity : class;

internal sealed class DeleteRecords<TEntity>(JobQueue jobs) : IOperation<DeleteInput<TEntity>, DeletePayload<TEntity>>
    where TEntity : class, IVersioned
{
    public async Task<Outcome<DeletePayload<TEntity>>> RunAsync(
        DeleteInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        var outcome = await new RecordWork<TEntity>(call, new DeletionEdit<TEntity>(restore: false)).RunAsync(
            input.Select,
            new SelectionGuards(input.MaxCount, input.ExpectedCount),
            (input.Reason, input.DryRun),
            jobs,
            token
        );
        if (outcome.Value is not { } done)
            return (UserError[])[.. outcome.Errors];
        return new DeletePayload<TEntity>(
            done.Changed,
            done.Ids,
            done.Rejected,
            done.Found?.Refused.Count,
            done.ChangeSet,
            done.Job
        );
    }
}
