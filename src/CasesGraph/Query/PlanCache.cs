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
    private readonly ConcurrentDictionary<Key, object> plans = new();

    public ListPlan List(ListSelection list, SelectionShape shape, RequestValues values) =>
        (ListPlan)Get("list", shape, values, planner => planner.List(list));

    public EntityPlan ByKeys(Selection selection, SelectionShape shape, RequestValues values) =>
        (EntityPlan)Get("keys", shape, values, planner => planner.ByKeys(selection));

    /// <summary>The keys of all rows that a list's condition and search find, whatever its page.</summary>
    public Statement Matching(ListSelection list, SelectionShape shape, RequestValues values) =>
        (Statement)Get("matching", shape, values, planner => planner.Matching(list));

    /// <summary>How many rows of a root list's condition and search are in each group.</summary>
    public Statement Groups(
        ListSelection list,
        IReadOnlyList<GroupDimension> dimensions,
        SelectionShape shape,
        RequestValues values
    )
    {
        var kind = $"groups {string.Concat(dimensions.Select(dimension => dimension.Shape))}";
        return (Statement)Get(kind, shape, values, planner => planner.Groups(list, dimensions));
    }

    /// <summary>The rows of a root list, each for an answer of its own.</summary>
    public EventPlan Events(ListSelection list, SelectionShape shape, RequestValues values) =>
        (EventPlan)Get("events", shape, values, planner => planner.Events(list));

    /// <summary>A statement that a feature writes itself.</summary>
    /// <param name="name">One that no other feature gives its own.</param>
    public Statement Own(string name, Func<PlanScope, Statement> write) =>
        (Statement)Get(name, new SelectionShape(""), new RequestValues(), planner => planner.Own(write));

    /// <summary>The same over all rows that a root list's condition and search find, whatever its page.</summary>
    public Statement Own<TRow>(
        string name,
        ListSelection list,
        RequestValues values,
        Func<PlanScope, IQueryable<TRow>, Statement> write
    ) => (Statement)Get(name, ShapeWriter.Of(list), values, planner => planner.Own(list, write));

    private object Get(string kind, SelectionShape shape, RequestValues values, Func<Planner, object> build)
    {
        var key = new Key(kind, shape, values.Shape);
        if (plans.TryGetValue(key, out var known))
            return known;
        using var span = Telemetry.Source.StartActivity("plan");
        using var db = database.CreateDb();
        var plan = build(new Planner(db, values));
        if (plans.Count >= MostPlans)
            plans.Clear();
        plans[key] = plan;
        return plan;
    }

    private readonly record struct Key(string Kind, SelectionShape Selection, string Arguments);
}
