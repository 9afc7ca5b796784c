using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQLParser.AST;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Graph.Running;

/// <summary>
/// What is known of an idempotency key: which request it stands for, what that came to, and what it was answered. A
/// repetition gets the same answer, whatever has happened to the objects since, or else one made anew.
/// </summary>
internal sealed class IdempotentAnswers(
    Execution execution,
    GraphQLOperationDefinition operation,
    string key,
    string rootField
)
{
    /// <summary>A larger answer is not kept, but made anew.</summary>
    public const int MostBytes = 256 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Lazy<byte[]> hash = new(() => RequestHash.Of(execution.Request, operation));

    private string Caller => execution.Caller.Key;

    /// <summary>The key stands for one request: whichever of its root fields was executed tells whether this is it.</summary>
    public async Task<IdempotentAnswer?> FindAsync(CasesDb db, DateTime now, CancellationToken token)
    {
        var outdated = now - Kept;
        var known = await Rows(db).ToListAsync(token);
        foreach (var answer in known.Where(answer => answer.CreatedAt > outdated))
        {
            if (!IsOfThis(answer))
                throw Reused();
            if (string.Equals(answer.RootField, rootField, StringComparison.Ordinal))
                return IsToBeTold(answer) ? answer : throw Gone();
        }
        db.IdempotentAnswers.RemoveRange(known.Where(answer => answer.CreatedAt <= outdated));
        await db.SaveChangesAsync(token);
        return null;
    }

    /// <summary>In the write's own transaction.</summary>
    /// <param name="answer">Empty where it is to follow.</param>
    public async Task AddAsync(CasesDb db, DateTime now, byte[] outcome, byte[] answer, CancellationToken token)
    {
        db.IdempotentAnswers.Add(
            new IdempotentAnswer
            {
                Caller = Caller,
                Key = key,
                RootField = rootField,
                BodyHash = hash.Value,
                Outcome = outcome,
                Answer = answer,
                Stamp = execution.Caller.Stamp,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync(token);
        var outdated = now - Kept;
        await db.IdempotentAnswers.Where(known => known.CreatedAt < outdated).ExecuteDeleteAsync(token);
    }

    /// <summary>Keeps an answer that was made after the commit, unless another was kept meanwhile: that is the one then.</summary>
    public async Task<byte[]> KeepAsync(byte[] answer, CancellationToken token)
    {
        if (answer.Length > MostBytes)
            return answer;
        try
        {
            return await execution.WriteAsync((db, _, inner) => KeepAsync(db, answer, inner), WriteKind.KeepsAnswer);
        }
        catch (UnavailableException) when (!token.IsCancellationRequested)
        {
            // The mutation is done, and here is its answer: the next one is made anew.
            return answer;
        }
    }

    private async Task<byte[]> KeepAsync(CasesDb db, byte[] answer, CancellationToken token)
    {
        // After a purge nothing comes back.
        var open = Rows(db).Where(known => known.RootField == rootField && known.Outcome != null);
        var earlier = await open.Select(known => known.Answer).SingleOrDefaultAsync(token);
        if (earlier is { Length: > 0 })
            return earlier;
        await open.ExecuteUpdateAsync(set => set.SetProperty(known => known.Answer, answer), token);
        return answer;
    }

    private IQueryable<IdempotentAnswer> Rows(CasesDb db)
    {
        var caller = Caller;
        return db.IdempotentAnswers.Where(answer => answer.Caller == caller && answer.Key == key);
    }

    /// <summary>Those without an outcome may be of a version that took the request's text as it came.</summary>
    private bool IsOfThis(IdempotentAnswer answer) =>
        answer.BodyHash.AsSpan().SequenceEqual(hash.Value)
        || (answer.Outcome is null && answer.BodyHash.AsSpan().SequenceEqual(RequestHash.OfText(execution.Request)));

    /// <summary>An answer tells what its caller might see then.</summary>
    private bool IsToBeTold(IdempotentAnswer answer) =>
        (answer.Answer.Length > 0 || answer.Outcome is not null)
        && (answer.Stamp is not { } stamp || stamp == execution.Caller.Stamp);

    private static RequestErrorException Gone() =>
        new(
            GraphErrorCode.IdempotentAnswerGone,
            "This request was executed already, and is not executed again. Its answer is not kept any more."
        );

    private static RequestErrorException Reused() =>
        new(
            GraphErrorCode.IdempotencyKeyReused,
            "This idempotency key was used for another request; take a new key for each new request."
        );
}
