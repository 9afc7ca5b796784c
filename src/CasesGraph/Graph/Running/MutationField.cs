using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Operations;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Running;

/// <summary>An operation as a mutation: one input, one payload with the result and the caller's mistakes.</summary>
internal sealed record MutationField<TInput, TPayload>(
    string Name,
    string Description,
    Func<TInput, Call, CancellationToken, Task<Outcome<TPayload>>> Operation
) : RootField(Name, typeof(TPayload).Name + "!", Description)
    where TInput : class
    where TPayload : class
{
    /// <summary>The operation is one for <see cref="WriteGate.AddAsync"/>; with an idempotency key it is more than that.</summary>
    public bool OnlyAdds { get; init; }

    public override QueryArguments Declare(TypeRegistry types)
    {
        types.EnsureRecord(typeof(TPayload));
        types.EnsureInput(typeof(TInput));
        return new QueryArguments(
            TypeText.Argument("input", typeof(TInput).Name + "!", InputTypes.Description(typeof(TInput)))
        );
    }

    public override PreparedField Prepare(CollectedField field, RequestReading request)
    {
        var given = (IReadOnlyDictionary<string, object?>)request.Arguments(field.Field)["input"]!;
        var reader = new InputReader(request);
        var input = (TInput)reader.Read(typeof(TInput), given, ["input"]);
        var selection = new RecordReader(request).Read(RecordModel.Of(typeof(TPayload)), field.Selection, field.Key);
        request.Cost.Add(field.Key, CostWeights.Mutation);
        var run = new MutationRun<TPayload>(field.Key, OnlyAdds, RunAsync, selection);
        var operation = request.Operation;
        return (execution, token) =>
            execution.Request.IdempotencyKey is { } key
                ? run.OnceAsync(new IdempotentAnswers(execution, operation, key, field.Key), execution, token)
                : run.RunAsync(execution, token);

        Task<Outcome<TPayload>> RunAsync(CasesDb db, Execution execution, DateTime now, CancellationToken inner) =>
            Operation(input, new Call(db, execution.Caller, now, reader.Issues.Copy()), inner);
    }
}
