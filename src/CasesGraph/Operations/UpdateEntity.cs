using System.ComponentModel;
using CasesGraph.Model;

namespace CasesGraph.Operations;

[Named("Update{Entity}Input")]
[Description("New values for some fields of {an entity}; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateInput<TEntity>(
    [property: Description("The {id} of the {entity} to change.")] Ref<TEntity> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: FieldsOf(EditableIn.Update)] EntityValues<TEntity> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
)
    where TEntity : class;

[Named("Update{Entity}Payload")]
[Description("The changed {entity}, or why it was not changed.")]
[Errors(
    typeof(NotFoundError<>),
    typeof(DeletedError<>),
    typeof(MergedError<>),
    typeof(ValidationError),
    typeof(VersionConflictError<>),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpdatePayload<TEntity>(
    [property: Named("{Entity}"), Description("The {entity} after the change.")] Ref<TEntity>? Entity,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<IChangeSet>? ChangeSet
)
    where TEntity : class;

internal sealed class UpdateEntity<TEntity>(EntityRules<TEntity> rules)
    : IOperation<UpdateInput<TEntity>, UpdatePayload<TEntity>>
    where TEntity : class, IVersioned
{
    public async Task<Outcome<UpdatePayload<TEntity>>> RunAsync(
        UpdateInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        var entity = await rules.CheckUpdateAsync(input, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        input.Values.ApplyTo(entity!);
        var changeSet = await call.SaveAllAsync(ChangeAction.Update, input.Reason, token);
        return new UpdatePayload<TEntity>(input.Id, changeSet);
    }
}

/// <summary>What every update of an object beside cases checks.</summary>
internal static class EntityUpdates
{
    extension<TEntity>(EntityRules<TEntity> rules)
        where TEntity : class, IVersioned
    {
        /// <summary>The object, which may be written to where there is no mistake.</summary>
        public async Task<TEntity?> CheckUpdateAsync(
            UpdateInput<TEntity> input,
            Call call,
            InputChecks checks,
            CancellationToken token
        )
        {
            checks.Changes(input.Values);
            var entity = await FindAsync(input, call, checks, token);
            await rules.CheckAllAsync(input.Values, entity, input.Reason, call, checks, token);
            return entity;
        }
    }

    private static async Task<TEntity?> FindAsync<TEntity>(
        UpdateInput<TEntity> input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
        where TEntity : class, IVersioned =>
        input.Id is { } id ? await EntityChecks.FindAsync(id, input.ExpectedVersion, call, checks, token) : null;
}
