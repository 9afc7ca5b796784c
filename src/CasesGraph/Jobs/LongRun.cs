using CasesGraph.Access;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Jobs;

/// <summary>A job of long work as it is done.</summary>
internal sealed class LongRun(Job job, WriteGate gate, JobProgress progress, TimeProvider clock)
{
    /// <summary>All of it, as <see cref="Job.Part"/> counts.</summary>
    public const int Whole = 10_000;

    /// <summary>How often it is told how far it is.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private long told;

    public Job Job => job;

    /// <summary>Notes how far it is, now and then.</summary>
    /// <param name="part">From 0 to 1.</param>
    /// <exception cref="JobMovedOnException">It was cancelled, or another process does it.</exception>
    public async Task TellAsync(double part, int done, CancellationToken token)
    {
        if (told != 0 && clock.GetElapsedTime(told) < Pace)
            return;
        await WriteAsync(part, done, static (_, _, _) => Task.CompletedTask, token);
        told = clock.GetTimestamp();
    }

    /// <summary>Writes something and how far it is, in one transaction.</summary>
    /// <inheritdoc cref="TellAsync" path="/exception"/>
    public async Task WriteAsync(
        double part,
        int done,
        Func<CasesDb, DateTime, CancellationToken, Task> write,
        CancellationToken token
    )
    {
        await gate.RunAsync(
            async (db, now, inner) =>
            {
                db.SeeAs(Caller.System);
                await MoveAsync(db, now, (int)(Math.Clamp(part, 0, 1) * Whole), done, inner);
                await write(db, now, inner);
                return true;
            },
            token
        );
        progress.Changed();
    }

    private async Task MoveAsync(CasesDb db, DateTime now, int part, int done, CancellationToken token)
    {
        var moved = await db
            .Jobs.Where(one => one.Id == job.Id && one.FinishedAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(one => one.Status, JobStatus.Running)
                        .SetProperty(one => one.StartedAt, one => one.StartedAt ?? now)
                        .SetProperty(one => one.Part, part)
                        .SetProperty(one => one.Done, done),
                token
            );
        if (moved == 0)
            throw new JobMovedOnException("The job has ended.");
    }
}
