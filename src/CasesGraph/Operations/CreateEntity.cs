using System.ComponentModel;
using CasesGraph.Model;

namespace CasesGraph.Operations;

[Named("Create{Entity}Input")]
[Description("A new {entity} with its fields.")]
public sealed record CreateInput<TEntity>(
    [property: FieldsOf(EditableIn.Create)] EntityValues<TEntity> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
)
    where TEntity : class;

[Named("Create{Entity}Payload")]
[Description("The new {entity}, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreatePayload<TEntity>(
    [property: Named("{Entity}"), Description("The {entity} that was created.")] Ref<TEntity>? Entity,
    [property: Description("The change set that stands for this call.")] Ref<IChangeSet>? ChangeSet
)
    where TEntity : class;

internal sealed class CreateEntity<TEntity>(EntityRules<TEntity> rules)
    : IOperation<CreateInput<TEntity>, CreatePayload<TEntity>>
    where TEntity : class, IVersioned
{
    public async Task<Outcome<CreatePayload<TEntity>>> RunAsync(
        CreateInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        checks.Creation(input.Values);
        await rules.CheckAllAsync(input.Values, current: null, input.Reason, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        // What has to be given has been given.
        var entity = Activator.CreateInstance<TEntity>();
        input.Values.ApplyTo(entity);
        await rules.SettleNewAsync(entity, call, token);
        call.Db.Add(entity);
        var changeSet = await call.SaveAllAsync(ChangeAction.Create, input.Reason, token);
        var key = EntityModel.Of<TEntity>().Key!.Name;
        return new CreatePayload<TEntity>(new((long)call.Db.Entry(entity).Property(key).CurrentValue!), changeSet);
    }
}
