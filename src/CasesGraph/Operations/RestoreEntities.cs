using System.ComponentModel;

namespace CasesGraph.Operations;

[Named("Restore{Entities}Input")]
[Description("Which deleted {entities} to restore.")]
public sealed record RestoreInput<TEntity>(
    [property: Description("Ids of the {entities}; one given twice counts once.")] IReadOnlyList<Ref<TEntity>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
)
    where TEntity : class;

[Named("Restore{Entities}Payload")]
[Description("What was restored and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RestorePayload<TEntity>(
    [property: Description("How many {entities} were restored.")] int? Restored,
    [property: Description("The ids of the restored {entities}."), AsId] IReadOnlyList<Ref<TEntity>>? RestoredIds,
    [property: Description("What was not restored, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not restored.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was restored.")] Ref<IChangeSet>? ChangeSet
)
    where TEntity : class;

internal sealed class RestoreEntities<TEntity> : IOperation<RestoreInput<TEntity>, RestorePayload<TEntity>>
    where TEntity : class
{
    public Task<Outcome<RestorePayload<TEntity>>> RunAsync(
        RestoreInput<TEntity> input,
        Call call,
        CancellationToken token
    ) =>
        new SoftDeletion<TEntity>(call, restore: true, input.Reason).RunAsync(
            input.Ids,
            done => new RestorePayload<TEntity>(
                done.Done.Count,
                done.Done,
                done.Rejected,
                done.RejectedCount,
                done.ChangeSet
            ),
            token
        );
}
