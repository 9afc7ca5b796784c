using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Query;
using CasesGraph.Serving;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

/// <summary>Tells those who follow jobs when to look again: at once where this process does the work, else now and then.</summary>
internal sealed class JobProgress(CasesDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private readonly CasesDatabase database = database;
    private readonly TimeProvider clock = time;
    private TaskCompletionSource next = NewSignal();

    public void Changed() => Interlocked.Exchange(ref next, NewSignal()).TrySetResult();

    /// <summary>The job as it is now, then after each change, to its end.</summary>
    public async Task<Subscription> FollowAsync(
        long id,
        Caller caller,
        Func<ReadSession, CancellationToken, Task<ReadOnlyMemory<byte>>> write,
        CancellationToken token
    )
    {
        await using var db = database.CreateDb();
        db.SeeAs(caller);
        return await db.Rows<Job>().AnyAsync(job => job.Id == id, token)
            ? new JobEvents(this, id, caller, write)
            : throw new RequestErrorException(GraphErrorCode.InvalidId, "There is no job with this id.");
    }

    /// <summary>Null in an outage: who follows looks again as if nothing had changed.</summary>
    private async Task<ReadOnlyMemory<byte>?> TryAsync(
        Func<CancellationToken, Task<ReadOnlyMemory<byte>>> look,
        CancellationToken token
    )
    {
        try
        {
            return await look(token);
        }
        catch (Exception failure) when (database.AsOutage(failure) is not null)
        {
            return null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One who follows a job: a state that is passed before it is fetched is left out.</summary>
    private sealed class JobEvents(
        JobProgress progress,
        long id,
        Caller caller,
        Func<ReadSession, CancellationToken, Task<ReadOnlyMemory<byte>>> write
    ) : Subscription
    {
        private ReadOnlyMemory<byte> last;
        private bool ended;

        public override async Task<IReadOnlyList<StreamedEvent>> ReadAsync(CancellationToken token)
        {
            while (!ended)
            {
                var signal = progress.next.Task;
                if (await progress.TryAsync(LookAsync, token) is { } answer && !answer.Span.SequenceEqual(last.Span))
                {
                    last = answer;
                    return [new StreamedEvent(answer)];
                }
                if (!ended)
                    await Task.WhenAny(signal, Task.Delay(Poll, progress.clock, token));
                token.ThrowIfCancellationRequested();
            }
            return [];
        }

        public override void Dispose() { }

        /// <summary>What is read after the end shows the end.</summary>
        private async Task<ReadOnlyMemory<byte>> LookAsync(CancellationToken token)
        {
            await using var db = progress.database.CreateDb();
            db.SeeAs(caller);
            await db.Database.OpenConnectionAsync(token);
            var isOver = !await db.Jobs.AnyAsync(job => job.Id == id && job.FinishedAt == null, token);
            var answer = await write(new ReadSession(db), token);
            ended = isOver;
            return answer;
        }
    }
}
