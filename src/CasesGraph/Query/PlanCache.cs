using System.Collections.Concurrent;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>
/// Plans by the shape of what they read. Building one lets EF Core translate its statements, which costs more than
/// running it; a service sees few shapes, and of many those that were not used for longest go.
/// </summary>
internal sealed class PlanCache(CasesDatabase database, Limits limits) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>What is kept of a plan, beside what grows with its shape.</summary>
    private const int BytesOfEach = 4 * 1024;

    /// <summary>Its statements, and what writes their rows.</summary>
    private const int BytesOfCharacter = 40;

    /// <summary>Half of the cores: however many new shapes come at once, known ones go on.</summary>
    public WaitingLine Planning { get; } = new(Math.Max(1, Environment.ProcessorCount / 2), limits.Waiting);

    private readonly BoundedCache<PlanKey, object> plans = new(MostBytes);
    private readonly ConcurrentDictionary<PlanKey, TaskCompletionSource> making = new();

    public object? Find(PlanKey key) => plans.Find(key);

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
        using var db = database.CreatePlanningDb();
        var plan = build(new Planner(db, values));
        plans.Keep(key, plan, BytesOfEach + (long)BytesOfCharacter * key.Length);
        return plan;
    }

    public void Dispose() => plans.Dispose();
}

/// <summary>Equal for two reads when, and only when, one plan serves both.</summary>
internal readonly record struct PlanKey(string Kind, SelectionShape Selection, string Arguments)
{
    /// <summary>About how much there is to plan.</summary>
    public int Length => Selection.Text.Length + Arguments.Length;
}
