using System.Reflection;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Operations;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>A mutation with its input: its transaction, and what is read for its payload.</summary>
internal sealed class MutationRun<TPayload>(
    string field,
    string mutation,
    (Type Entity, long Key)? about,
    bool onlyAdds,
    Func<CasesDb, Execution, DateTime, Call> begin,
    Func<Call, CancellationToken, Task<Outcome<TPayload>>> operation,
    RecordSelection selection
)
    where TPayload : class
{
    /// <summary>A payload that has one of these tells of something written.</summary>
    private static readonly PropertyInfo[] Marks =
    [
        .. RecordModel
            .Of(typeof(TPayload))
            .Members.Where(member => member.Entity?.Type.IsAssignableTo(typeof(IWriteMark)) is true)
            .Select(member => member.Property),
    ];

    /// <summary>An answer that is not to be kept is made anew each time.</summary>
    private bool IsKept(IReadOnlyList<UserError> errors) =>
        !KeptOutcome.HasShownOnce(typeof(TPayload)) && !selection.IsOfCaller(errors);

    public async Task<Action<Utf8JsonWriter>> RunAsync(Execution execution, CancellationToken token)
    {
        var (call, outcome, read) = await execution.WriteAsync(
            async (db, now, inner) =>
            {
                var call = begin(db, execution, now);
                var outcome = await operation(call, inner);
                // Only what takes no time may keep the others in the transaction waiting.
                var reads = db.Statements.IsShared && selection.IsFlat(outcome.Errors) && outcome.Errors.Count == 0;
                return (call, outcome, reads ? await ReadAsync(outcome, SessionIn(db, execution), inner) : null);
            },
            onlyAdds ? WriteKind.OnlyAdds : WriteKind.Any
        );
        call.Kept();
        CountRows(call, execution);
        Note(outcome, execution);
        NoteRefusal(outcome, execution);
        var writer = read ?? await ReadAsync(outcome, await execution.ReadAsync(), token);
        return json => writer.Write(json, outcome.Value, outcome.Errors, selection);
    }

    /// <summary>Nothing is done.</summary>
    public async Task<Action<Utf8JsonWriter>> RefuseAsync(
        UserError mistake,
        Execution execution,
        CancellationToken token
    )
    {
        Outcome<TPayload> outcome = mistake;
        NoteRefusal(outcome, execution);
        var writer = await ReadAsync(outcome, await execution.ReadAsync(), token);
        return json => writer.Write(json, outcome.Value, outcome.Errors, selection);
    }

    /// <summary>The same once per idempotency key.</summary>
    public async Task<Action<Utf8JsonWriter>> OnceAsync(
        IdempotentAnswers answers,
        Execution execution,
        CancellationToken token
    )
    {
        var (call, outcome, answer) = await execution.WriteAsync(
            async (db, now, inner) =>
            {
                if (await answers.FindAsync(db, now, inner) is { } known)
                    return (
                        (Call?)null,
                        known.Outcome is null ? null : KeptOutcome.Read<TPayload>(known.Outcome),
                        known.Answer
                    );
                db.ChangeTracker.Clear();
                var call = begin(db, execution, now);
                var outcome = await operation(call, inner);
                db.ChangeTracker.Clear();
                var answer =
                    IsKept(outcome.Errors) && selection.IsFlat(outcome.Errors)
                        ? await TryRenderAsync(outcome, SessionIn(db, execution), inner)
                        : [];
                await answers.AddAsync(db, now, KeptOutcome.Write(outcome), answer, inner);
                return (call, outcome, answer);
            },
            WriteKind.KeepsAnswer
        );
        call?.Kept();
        CountRows(call, execution);
        if (outcome is not null)
            Note(outcome, execution);
        if (call is not null)
            NoteRefusal(outcome!, execution);
        if (answer.Length == 0)
        {
            var session = await execution.ReadAsync();
            answer = await RenderAsync(outcome!, session, execution.Bound, token);
            if (IsKept(outcome!.Errors))
                answer = await answers.KeepAsync(answer, token);
        }
        return json => json.WriteRawValue(answer, skipInputValidation: true);
    }

    /// <summary>How many objects a selection holds, nobody knows before it is looked at.</summary>
    private static void CountRows(Call? call, Execution execution) =>
        execution.Tally?.Add(CostWeights.Selected(call?.SelectedRows ?? 0));

    private void Note(Outcome<TPayload> outcome, Execution execution)
    {
        if (outcome.Value is { } payload && Array.Exists(Marks, mark => mark.GetValue(payload) is not null))
            execution.Wrote(field);
    }

    private void NoteRefusal(Outcome<TPayload> outcome, Execution execution)
    {
        if (outcome.Errors.OfType<ForbiddenError>().FirstOrDefault() is { } forbidden)
            execution.Trail.MutationRefused(execution.Caller, mutation, forbidden.Action, about);
    }

    /// <summary>Inside the transaction, where others wait for it: a small answer, or none.</summary>
    private async Task<byte[]> TryRenderAsync(Outcome<TPayload> outcome, ReadSession session, CancellationToken token)
    {
        var bound = new AnswerBound(IdempotentAnswers.MostBytes, token);
        try
        {
            return await RenderAsync(outcome, session.Within(bound), bound, token);
        }
        catch (RequestErrorException) when (bound.Exceeded is not null)
        {
            return [];
        }
    }

    private static ReadSession SessionIn(CasesDb db, Execution execution) => new(db) { Tally = execution.Tally };

    private async Task<byte[]> RenderAsync(
        Outcome<TPayload> outcome,
        ReadSession session,
        AnswerBound bound,
        CancellationToken token
    )
    {
        var writer = await ReadAsync(outcome, session, token);
        using var buffer = new AnswerBuffer { Bound = bound };
        writer.Write(buffer.Json, outcome.Value, outcome.Errors, selection);
        return buffer.ToArray();
    }

    private async Task<RecordWriter> ReadAsync(Outcome<TPayload> outcome, ReadSession session, CancellationToken token)
    {
        var writer = new RecordWriter();
        await writer.ReadAsync(outcome.Value, outcome.Errors, selection, session, token);
        return writer;
    }
}
