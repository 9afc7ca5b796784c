using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Upserts;

/// <summary>Of an object that is all in its fields, by the operations that create and change it.</summary>
internal sealed class UpsertEntity<TEntity>(EntityRules<TEntity> rules)
    : IOperation<UpsertInput<TEntity>, UpsertPayload<TEntity>>
    where TEntity : class, IVersioned
{
    private readonly CreateEntity<TEntity> creation = new(rules);
    private readonly UpdateEntity<TEntity> change = new(rules);

    public Task<Outcome<UpsertPayload<TEntity>>> RunAsync(
        UpsertInput<TEntity> input,
        Call call,
        CancellationToken token
    ) =>
        new Upserting<TEntity>(input.Match, input.OnMissing, call).RunAsync(
            input.Create?.Values,
            async values =>
                Payload(
                    await creation.RunAsync(new CreateInput<TEntity>(values, input.Reason), call, token),
                    created => new(created.Entity, UpsertOutcome.Created, created.ChangeSet)
                ),
            async id =>
                Payload(
                    await change.RunAsync(
                        new UpdateInput<TEntity>(
                            id,
                            input.Update?.ExpectedVersion,
                            input.Update?.Values ?? Upserting<TEntity>.None(),
                            input.Reason
                        ),
                        call,
                        token
                    ),
                    changed =>
                        new(
                            changed.Entity,
                            changed.ChangeSet is null ? UpsertOutcome.Unchanged : UpsertOutcome.Updated,
                            changed.ChangeSet
                        )
                ),
            token
        );

    private static Outcome<UpsertPayload<TEntity>> Payload<T>(Outcome<T> outcome, Func<T, UpsertPayload<TEntity>> made)
        where T : class => outcome.Value is { } value ? made(value) : (UserError[])[.. outcome.Errors];
}
