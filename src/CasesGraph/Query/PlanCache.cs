using System.Collections.Concurrent;
using CasesGraph.Data;
using CasesGraph.Graph;

namespace CasesGraph.Query;

/// <summary>
/// Plans by the shape of what they read. Building one lets EF Core translate its statements, which costs more than
/// running it; a service sees few shapes, and one that sees many starts over rather than grow.
/// </summary>
internal sealed class PlanCache(CasesDatabase database)
{
    private const int MostPlans = 2_000;
    private readonly ConcurrentDictionary<PlanKey, object> plans = new();

    public object? Find(PlanKey key) => plans.GetValueOrDefault(key);

    public ValueTask<object> MakeAsync(
        PlanKey key,
        RequestValues values,
        Func<Planner, object> build,
        CancellationToken token
    )
    {
        token.ThrowIfCancellationRequested();
        if (plans.TryGetValue(key, out var known))
            return ValueTask.FromResult(known);
        using var span = Telemetry.Source.StartActivity("plan");
        using var db = database.CreateDb();
        var plan = build(new Planner(db, values));
        if (plans.Count >= MostPlans)
            plans.Clear();
        plans[key] = plan;
        return ValueTask.FromResult(plan);
    }
}

/// <summary>Equal for two reads when, and only when, one plan serves both.</summary>
internal readonly record struct PlanKey(string Kind, SelectionShape Selection, string Arguments);
