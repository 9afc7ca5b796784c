using System.ComponentModel;

namespace CasesGraph.Operations;

[Named("Delete{Entities}Input")]
[Description("Which {entities} to delete; cases that refer to them keep their links.")]
public sealed record DeleteInput<TEntity>(
    [property: Description("Ids of the {entities}; one given twice counts once.")] IReadOnlyList<Ref<TEntity>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
)
    where TEntity : class;

[Named("Delete{Entities}Payload")]
[Description("What was deleted and what was not, or why nothing was.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record DeletePayload<TEntity>(
    [property: Description("How many {entities} were deleted.")] int? Deleted,
    [property: Description("The ids of the deleted {entities}."), AsId] IReadOnlyList<Ref<TEntity>>? DeletedIds,
    [property: Description("What was not deleted, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many were not deleted.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was deleted.")] Ref<IChangeSet>? ChangeSet
)
    where TEntity : class;

internal sealed class DeleteEntities<TEntity> : IOperation<DeleteInput<TEntity>, DeletePayload<TEntity>>
    where TEntity : class
{
    public Task<Outcome<DeletePayload<TEntity>>> RunAsync(
        DeleteInput<TEntity> input,
        Call call,
        CancellationToken token
    ) =>
        new SoftDeletion<TEntity>(call, restore: false, input.Reason).RunAsync(
            input.Ids,
            done => new DeletePayload<TEntity>(
                done.Done.Count,
                done.Done,
                done.Rejected,
                done.RejectedCount,
                done.ChangeSet
            ),
            token
        );
}
