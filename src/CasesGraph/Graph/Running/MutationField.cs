using System.Text.Json;
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
        return (execution, token) =>
            execution.Request.IdempotencyKey is null
                ? RunAsync(input, reader, selection, execution, token)
                : new IdempotentAnswers(execution, field.Key).RunAsync(
                    (call, inner) => Operation(input, call, inner),
                    reader,
                    selection
                );
    }

    private async Task<Action<Utf8JsonWriter>> RunAsync(
        TInput input,
        InputReader reader,
        RecordSelection selection,
        Execution execution,
        CancellationToken token
    )
    {
        var (outcome, read) = await execution.WriteAsync(
            async (db, now, inner) =>
            {
                var outcome = await Operation(input, new Call(db, execution.Caller, now, reader.Issues.Copy()), inner);
                // Only what takes no time may keep the others in the transaction waiting.
                var reads = db.Statements.IsShared && selection.IsFlat && outcome.Errors.Count == 0;
                return (
                    outcome,
                    reads
                        ? await ReadAsync(outcome, selection, new ReadSession(db) { Tally = execution.Tally }, inner)
                        : null
                );
            },
            OnlyAdds
        );
        var writer = read ?? await ReadAsync(outcome, selection, await execution.ReadAsync(), token);
        return json => writer.Write(json, outcome.Value, outcome.Errors, selection);
    }

    private static async Task<RecordWriter> ReadAsync(
        Outcome<TPayload> outcome,
        RecordSelection selection,
        ReadSession session,
        CancellationToken token
    )
    {
        var writer = new RecordWriter();
        await writer.ReadAsync(outcome.Value, outcome.Errors, selection, session, token);
        return writer;
    }
}
