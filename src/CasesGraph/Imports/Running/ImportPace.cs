using CasesGraph.Jobs;

namespace CasesGraph.Imports.Running;

/// <summary>How many rows a chunk has, so that others who write wait for a while at most; and how long all of them took.</summary>
internal sealed class ImportPace(LongRun run, TimeProvider clock)
{
    private const int First = 100;
    private const int Least = 20;
    private const int Most = 5_000;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(30);
    private readonly long before = run.Job.Worked ?? 0;
    private readonly long begun = clock.GetTimestamp();

    public int Size { get; private set; } = First;

    /// <summary>The time of what is not written.</summary>
    public DateTime Now => Model.UtcMicroseconds.Cut(clock.GetUtcNow().UtcDateTime);

    /// <summary>On the job so far, in milliseconds.</summary>
    public long Worked => Math.Max(1, before + (long)clock.GetElapsedTime(begun).TotalMilliseconds);

    /// <summary>Begins anew: what is tried goes at another pace than what is written.</summary>
    public void Begin() => Size = First;

    /// <summary>Runs a chunk, and learns from how long it takes.</summary>
    public async Task RunAsync(int rows, Func<Task> chunk)
    {
        var start = clock.GetTimestamp();
        await chunk();
        var took = clock.GetElapsedTime(start);
        var fitting = rows * (Turn / took);
        Size = (int)Math.Clamp(fitting, Math.Max(Least, Size / 2), Math.Min(Most, 2 * Size));
    }
}
