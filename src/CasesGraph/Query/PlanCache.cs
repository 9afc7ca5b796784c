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
    private readonly ConcurrentDictionary<string, object> plans = new(StringComparer.Ordinal);

    public (RowPlan Plan, ListWriter Writer) List(ListSelection list) =>
        Get("list " + ShapeWriter.Of(list), planner => planner.List(list));

    public (RowPlan Plan, ObjectWriter Writer) ByKeys(Selection selection) =>
        Get("keys " + ShapeWriter.Of(selection), planner => planner.ByKeys(selection));

    /// <summary>The keys of all rows that a list's condition and search find, whatever its page.</summary>
    public Statement Matching(ListSelection list) =>
        Get("matching " + ShapeWriter.Of(list), planner => planner.Matching(list));

    /// <summary>How many rows of a root list's condition and search are in each group.</summary>
    public Statement Groups(ListSelection list, IReadOnlyList<GroupDimension> dimensions) =>
        Get(
            $"groups {string.Concat(dimensions.Select(dimension => dimension.Shape))}{ShapeWriter.Of(list)}",
            planner => planner.Groups(list, dimensions)
        );

    /// <summary>The rows of a root list, each for an answer of its own.</summary>
    public (RowPlan Plan, EventWriter Writer) Events(ListSelection list) =>
        Get("events " + ShapeWriter.Of(list), planner => planner.Events(list));

    private TPlan Get<TPlan>(string shape, Func<Planner, TPlan> build)
    {
        if (plans.TryGetValue(shape, out var known))
            return (TPlan)known;
        using var span = Telemetry.Source.StartActivity("plan");
        using var db = database.CreateDb();
        var plan = build(new Planner(db));
        if (plans.Count >= MostPlans)
            plans.Clear();
        plans[shape] = plan!;
        return plan;
    }
}
