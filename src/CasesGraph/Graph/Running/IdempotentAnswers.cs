using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Operations;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Graph.Running;

/// <summary>
/// Runs an operation once per idempotency key: its answer is rendered and stored inside the write's own transaction, and
/// any repetition gets that answer, whatever has happened to the objects since.
/// </summary>
internal sealed class IdempotentAnswers(Execution execution, string rootField)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private string Key => execution.Request.IdempotencyKey!;

    public async Task<Action<Utf8JsonWriter>> RunAsync<TPayload>(
        Func<Call, CancellationToken, Task<Outcome<TPayload>>> operation,
        InputReader reader,
        RecordSelection selection
    )
        where TPayload : class
    {
        var body = BodyHash();
        var answer = await execution.WriteAsync(
            async (db, now, inner) =>
            {
                if (await FindAsync(db, now, body, inner) is { } known)
                    return known;
                db.ChangeTracker.Clear();
                var call = new Call(db, execution.Caller, now, reader.Issues.Copy());
                var outcome = await operation(call, inner);
                db.ChangeTracker.Clear();
                var rendered = await RenderAsync(db, outcome, selection, execution.Tally, inner);
                await StoreAsync(db, now, body, rendered, inner);
                return rendered;
            }
        );
        return json => json.WriteRawValue(answer, skipInputValidation: true);
    }

    /// <summary>The key stands for one request: whichever of its root fields has an answer tells whether this is it.</summary>
    private async Task<byte[]?> FindAsync(CasesDb db, DateTime now, byte[] body, CancellationToken token)
    {
        var outdated = now - Kept;
        var (caller, key) = (execution.Caller.Key, Key);
        var known = await db
            .IdempotentAnswers.Where(answer => answer.Caller == caller && answer.Key == key)
            .ToListAsync(token);
        foreach (var answer in known.Where(answer => answer.CreatedAt > outdated))
        {
            if (!answer.BodyHash.AsSpan().SequenceEqual(body))
                throw Reused();
            if (string.Equals(answer.RootField, rootField, StringComparison.Ordinal))
                return answer.Answer.Length > 0 ? answer.Answer : throw Purged();
        }
        db.IdempotentAnswers.RemoveRange(known.Where(answer => answer.CreatedAt <= outdated));
        await db.SaveChangesAsync(token);
        return null;
    }

    private static async Task<byte[]> RenderAsync<TPayload>(
        CasesDb db,
        Outcome<TPayload> outcome,
        RecordSelection selection,
        ReadTally? tally,
        CancellationToken token
    )
        where TPayload : class
    {
        var session = new ReadSession(db) { Tally = tally };
        var writer = new RecordWriter();
        await writer.ReadAsync(outcome.Value, outcome.Errors, selection, session, token);
        var buffer = new ArrayBufferWriter<byte>(512);
        await using (var json = new Utf8JsonWriter(buffer, JsonText.Options))
            writer.Write(json, outcome.Value, outcome.Errors, selection);
        return buffer.WrittenSpan.ToArray();
    }

    private async Task StoreAsync(CasesDb db, DateTime now, byte[] body, byte[] answer, CancellationToken token)
    {
        db.IdempotentAnswers.Add(
            new IdempotentAnswer
            {
                Caller = execution.Caller.Key,
                Key = Key,
                RootField = rootField,
                BodyHash = body,
                Answer = answer,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync(token);
        var outdated = now - Kept;
        await db.IdempotentAnswers.Where(known => known.CreatedAt < outdated).ExecuteDeleteAsync(token);
    }

    private byte[] BodyHash()
    {
        var request = execution.Request;
        var variables = request.Variables.ValueKind is JsonValueKind.Undefined ? "" : request.Variables.GetRawText();
        var files = request
            .Uploads.OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => $"\0{file.Key}\0{file.Value.FileName}\0{file.Value.Content?.Sha256}");
        var body = $"{request.Query}\0{request.OperationName}\0{variables}{string.Concat(files)}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(body));
    }

    private static RequestErrorException Purged() =>
        new(
            GraphErrorCode.IdempotentAnswerPurged,
            "This request was executed already, and is not executed again. Its answer was removed by a purge of cases."
        );

    private static RequestErrorException Reused() =>
        new(
            GraphErrorCode.IdempotencyKeyReused,
            "This idempotency key was used for another request; take a new key for each new request."
        );
}
