using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Running;

/// <summary>An operation as a mutation: one input, one payload with the result and the caller's mistakes.</summary>
internal sealed record MutationField<TInput, TPayload>(
    string Name,
    string Description,
    AccessAction? Needs,
    IOperation<TInput, TPayload> Operation,
    BeginLog Log
) : MutationField(Name, RecordModel.Of(typeof(TPayload)).Name + "!", Description, Needs)
    where TInput : class
    where TPayload : class
{
    public override Type InputType => typeof(TInput);

    public override IReadOnlyList<string>? ForContacts => ContactInputs.Declared(Operation.GetType());

    public override QueryArguments Declare(TypeRegistry types)
    {
        var mutation = Naming.Pascal(Name);
        _ = Expected(typeof(TPayload), $"{mutation}Payload");
        types.EnsurePayload(typeof(TPayload), mutation);
        types.EnsureInput(typeof(TInput));
        if (!RecordModel.Of(typeof(TPayload)).ErrorTypes.Contains(typeof(ForbiddenError)))
            throw new InvalidOperationException($"{typeof(TPayload).Name} does not tell what is forbidden.");
        if (types.TakesRefs(typeof(TInput)) && !RecordModel.Of(typeof(TPayload)).ErrorTypes.Contains(NotFound))
            throw new InvalidOperationException(
                $"{typeof(TPayload).Name} does not tell of references ({NotFound.Name})."
            );
        return new QueryArguments(
            TypeText.Argument("input", Expected(typeof(TInput), Input) + "!", InputTypes.Description(typeof(TInput)))
        );
    }

    /// <summary>What a caller must be allowed for what the input takes.</summary>
    private IReadOnlyList<AccessAction> Demands(TInput input)
    {
        var more = Operation is IDemands<TInput> demanding ? demanding.Demands(input) : [];
        return [.. Needs is { } needs ? more.Prepend(needs) : more];
    }

    private string Input => $"{Naming.Pascal(Name)}Input";

    private static readonly Type NotFound = typeof(RelatedObjectNotFoundError);

    /// <summary>Callers find the types of a mutation by its name, so it is a mistake when they are called otherwise.</summary>
    private string Expected(Type record, string name) =>
        string.Equals(RecordModel.Of(record).Name, name, StringComparison.Ordinal)
            ? name
            : throw new InvalidOperationException(
                $"The mutation {Name} has the type {RecordModel.Of(record).Name}, which should be {name}."
            );

    /// <summary>With an idempotency key it is more than that.</summary>
    private bool OnlyAdds(TInput input) =>
        Operation is IAddingOperation<TInput, TPayload> adding && adding.OnlyAdds(input);

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        if (request.Access.IsContact)
            ContactInputs.Check(this, Input, request.Arguments(field));
        var input = request.Input<TInput>(field);
        var demands = Demands(input.Input);
        var selection = request.Record(typeof(TPayload), field);
        request.Cost.Add(field.Key, CostWeights.Mutation);
        var run = new MutationRun<TPayload>(
            field.Key,
            Name,
            NamedObject.Of(input.Input),
            OnlyAdds(input.Input),
            Begin,
            (call, inner) => input.RunAsync(Operation, call, inner),
            selection
        );
        var operation = request.Operation;
        var preparing = Operation as IPreparing<TInput>;
        return async (execution, token) =>
        {
            if (execution.Caller.Denied(demands) is { } action)
                return await run.RefuseAsync(new ForbiddenError(action), execution, token);
            if (preparing is not null)
                execution.Prepared = await preparing.PrepareAsync(input.Input, execution.Caller, token);
            return execution.Request.IdempotencyKey is { } key
                ? await run.OnceAsync(new IdempotentAnswers(execution, operation, key, field.Key), execution, token)
                : await run.RunAsync(execution, token);
        };

        Call Begin(CasesDb db, Execution execution, DateTime now) =>
            new(db, execution.Caller, now, input.Issues.Copy(), Log)
            {
                Demands = demands,
                Prepared = execution.Prepared,
            };
    }
}
