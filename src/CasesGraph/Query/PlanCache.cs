using System.Collections.Concurrent;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>
/// Plans by the shape of what they read. Building one lets EF Core translate its statements, which costs more than
/// running it; a service sees few shapes, and of many those that were not used for longest go. What writes rows under a
/// document's names is kept by itself: it costs little, and there are many more names than shapes.
/// </summary>
internal sealed class PlanCache(CasesDatabase database, Limits limits) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;
    private const long MostReadBytes = 32 * 1024 * 1024;

    /// <summary>What is kept of a plan, beside what grows with its shape.</summary>
    private const int BytesOfEach = 4 * 1024;

    /// <summary>Its statements, and what writes their rows.</summary>
    private const int BytesOfCharacter = 40;

    /// <summary>Half of the cores: however many new shapes come at once, known ones go on.</summary>
    public WaitingLine Planning { get; } = new(Math.Max(1, Environment.ProcessorCount / 2), limits.Waiting);

    private readonly BoundedCache<PlanKey, object> plans = new(MostBytes);
    private readonly BoundedCache<PlanKey, IReadPlan> reads = new(MostReadBytes);
    private readonly ConcurrentDictionary<PlanKey, TaskCompletionSource> making = new();

    public object? Find(PlanKey key) => plans.Find(key);

    public IReadPlan? FindRead(PlanKey key) => reads.Find(key);

    public void Keep(PlanKey key, IReadPlan read) => reads.Keep(key, read, BytesOf(key));

    public async ValueTask<object> MakeAsync(
        PlanKey key,
        RequestValues values,
        Func<Planner, object> build,
        CancellationToken token
    )
    {
        while (true)
        {
            if (plans.Find(key) is { } known)
                return known;
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var first = making.GetOrAdd(key, mine);
            if (first == mine)
                return await MakeAsync(key, values, build, mine, token);
            // Who asks for the same waits for the one who is in line, and takes over when he has left.
            await first.Task.WaitAsync(token);
        }
    }

    private async Task<object> MakeAsync(
        PlanKey key,
        RequestValues values,
        Func<Planner, object> build,
        TaskCompletionSource made,
        CancellationToken token
    )
    {
        try
        {
            using var turn = await Planning.EnterAsync(key.Length, token);
            return plans.Find(key) is { } known ? known : Make(key, values, build);
        }
        finally
        {
            making.TryRemove(key, out _);
            made.SetResult();
        }
    }

    private object Make(PlanKey key, RequestValues values, Func<Planner, object> build)
    {
        using var span = Telemetry.Source.StartActivity("plan");
        using var db = database.CreatePlanningDb(database.Conditions.Of(key.Access));
        var plan = build(new Planner(db, database.Indexes, values, limits));
        plans.Keep(key, plan, BytesOf(key));
        return plan;
    }

    private static long BytesOf(PlanKey key) => BytesOfEach + ((long)BytesOfCharacter * key.Length);

    public void Dispose()
    {
        plans.Dispose();
        reads.Dispose();
    }
}

/// <summary>Equal for two reads when, and only when, one plan serves both.</summary>
/// <param name="Access">What whoever asks may do.</param>
internal readonly record struct PlanKey(string Kind, SelectionShape Selection, string Arguments, AccessShape Access)
{
    /// <summary>About how much there is to plan.</summary>
    public int Length => Selection.Text.Length + Arguments.Length;
}
