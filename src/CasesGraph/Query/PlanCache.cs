using System.Collections.Concurrent;
using CasesGraph.Data;
using CasesGraph.Graph;

namespace CasesGraph.Query;

/// <summary>
/// Plans by the shape of what they read. Building one lets EF Core translate its statements, which costs more than
/// running it; a service sees few shapes, and one that sees many starts over rather than grow.
/// </summary>
internal sealed class PlanCache(CasesDatabase database, Limits limits) : IDisposable
{
    private const int MostPlans = 2_000;

    /// <summary>Half of the cores: however many new shapes come at once, known ones go on.</summary>
    private readonly WaitingLine planning = new(Math.Max(1, Environment.ProcessorCount / 2), limits.Waiting);

    private readonly ConcurrentDictionary<PlanKey, object> plans = new();

    public object? Find(PlanKey key) => plans.GetValueOrDefault(key);

    public WaitingLine Planning => planning;

    public async ValueTask<object> MakeAsync(
        PlanKey key,
        RequestValues values,
        Func<Planner, object> build,
        CancellationToken token
    )
    {
        using var turn = await planning.EnterAsync(token);
        // Somebody before in the line may have made it.
        if (plans.TryGetValue(key, out var known))
            return known;
        using var span = Telemetry.Source.StartActivity("plan");
        using var db = database.CreateDb();
        var plan = build(new Planner(db, values));
        if (plans.Count >= MostPlans)
            plans.Clear();
        return plans[key] = plan;
    }

    public void Dispose() => planning.Dispose();
}

/// <summary>Equal for two reads when, and only when, one plan serves both.</summary>
internal readonly record struct PlanKey(string Kind, SelectionShape Selection, string Arguments);
