using System.ComponentModel;
using CasesGraph.Operations;
using CasesGraph.Teams;

namespace CasesGraph.SavedFilters;

[Description("A saved filter to delete.")]
public sealed record DeleteFilterInput(
    [property: Description("The id of the filter.")] Ref<SavedFilter> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The filter that is deleted, or why it is not.")]
[Errors(
    typeof(NotFoundError<SavedFilter>),
    typeof(DeletedError<SavedFilter>),
    typeof(ValidationError),
    typeof(VersionConflictError<SavedFilter>),
    typeof(ForbiddenError)
)]
public sealed record DeleteFilterPayload(
    [property: Description("The id of the filter that was deleted."), AsId] Ref<SavedFilter>? DeletedId,
    [property: Description("The change set of this call; revertChangeSet undoes it for those with ACCESS_MANAGE.")]
        Ref<IChangeSet>? ChangeSet
);

internal sealed class DeleteFilter : IOperation<DeleteFilterInput, DeleteFilterPayload>
{
    public async Task<Outcome<DeleteFilterPayload>> RunAsync(
        DeleteFilterInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var filter = await EntityChecks.FindAsync(input.Id, input.ExpectedVersion, call, checks, token);
        if (filter is not null)
            OwnerChecks.Run(filter.OwnerId, call, checks);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        filter!.DeletedAt = call.Now;
        var set = await call.SaveAllAsync(ChangeAction.Delete, input.Reason, token);
        return new DeleteFilterPayload(input.Id, set);
    }
}
