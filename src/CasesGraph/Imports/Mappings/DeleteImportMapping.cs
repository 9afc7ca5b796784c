using System.ComponentModel;
using CasesGraph.Operations;
using CasesGraph.Teams;

namespace CasesGraph.Imports.Mappings;

[Description("A mapping for imports to delete.")]
public sealed record DeleteImportMappingInput(
    [property: Description("The id of the mapping.")] Ref<ImportMapping> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The mapping that is deleted, or why it is not.")]
[Errors(
    typeof(NotFoundError<ImportMapping>),
    typeof(DeletedError<ImportMapping>),
    typeof(ValidationError),
    typeof(VersionConflictError<ImportMapping>),
    typeof(ForbiddenError)
)]
public sealed record DeleteImportMappingPayload(
    [property: Description("The id of the mapping that was deleted."), AsId] Ref<ImportMapping>? DeletedId,
    [property: Description("The change set of this call; revertChangeSet undoes it for those with ACCESS_MANAGE.")]
        Ref<IChangeSet>? ChangeSet
);

internal sealed class DeleteImportMapping : IOperation<DeleteImportMappingInput, DeleteImportMappingPayload>
{
    public async Task<Outcome<DeleteImportMappingPayload>> RunAsync(
        DeleteImportMappingInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var mapping = await EntityChecks.FindAsync(input.Id, input.ExpectedVersion, call, checks, token);
        if (mapping is not null)
            OwnerChecks.Run(mapping.OwnerId, call, checks);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        mapping!.DeletedAt = call.Now;
        var set = await call.SaveAllAsync(ChangeAction.Delete, input.Reason, token);
        return new DeleteImportMappingPayload(input.Id, set);
    }
}
