using CasesGraph.Access;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>
/// The plans of one request. They are asked for while it is read; those that are not known are made afterwards, when it
/// is sure that the request will run. Nothing that is kept can hold this: it is a ref struct.
/// </summary>
internal readonly ref struct RequestPlans(PlanCache cache, List<IPlanned> asked, AccessShape access)
{
    public int Count => asked.Count;

    /// <summary>Forgets those that were asked for since there were so many.</summary>
    public void GoBack(int count) => asked.RemoveRange(count, asked.Count - count);

    /// <summary>How many statements the plans run, each once.</summary>
    public int StatementCount => asked.Sum(plan => plan.Rows?.StatementCount ?? 0);

    /// <summary>How long those take that read lists.</summary>
    public IReadOnlyList<Pace> Paces =>
        asked.Exists(plan => plan.Rows is { ReadsLists: true })
            ?
            [
                .. asked
                    .Select(plan => plan.Rows)
                    .OfType<RowPlan>()
                    .Where(rows => rows.ReadsLists)
                    .Select(rows => rows.Pace),
            ]
            : [];

    public ValueTask MakeAsync(CancellationToken token) => MakeAsync(asked, token);

    private static async ValueTask MakeAsync(List<IPlanned> asked, CancellationToken token)
    {
        foreach (var plan in asked)
        {
            if (!plan.IsMade)
                await plan.MakeAsync(token);
        }
    }

    public Planned<ReadPlan<ListWriter>> List(ListSelection list, SelectionShape shape, RequestValues values) =>
        Read(
            "list",
            shape,
            values,
            () => RowLayoutBuilder.List(list, values),
            PageForm.IsByTeams(list.Child.Type) ? access : access.WithoutTeams
        );

    public Planned<ReadPlan<ObjectWriter>> ByKeys(Selection selection, SelectionShape shape, RequestValues values) =>
        Read("keys", shape, values, () => RowLayoutBuilder.ByKeys(selection, values));

    /// <summary>The keys of all rows that a list's condition and search find, whatever its page.</summary>
    public Planned<Statement> Matching(ListSelection list, SelectionShape shape, RequestValues values) =>
        Get("matching", shape, values, planner => planner.Matching(list));

    /// <summary>The rows of a root list, each for an answer of its own.</summary>
    public Planned<ReadPlan<EventWriter>> Events(ListSelection list, SelectionShape shape, RequestValues values) =>
        Read("events", shape, values, () => RowLayoutBuilder.Events(list, values));

    /// <summary>The same for many callers, of whom it is decided in memory what each is told.</summary>
    public Planned<ReadPlan<EventWriter>> Events(
        ListSelection list,
        SelectionShape shape,
        RequestValues values,
        LogReaders readers
    ) =>
        Read(
            "events",
            shape,
            values,
            () => RowLayoutBuilder.Events(list, values, readers),
            access.WithoutTeams.With(readers)
        );

    /// <summary>The first rows that a root list's search finds, with what it has found of them.</summary>
    public Planned<ReadPlan<HitWriter>> Hits(ListSelection list, RequestValues values) =>
        Read("hits", ShapeWriter.Of(list), values, () => RowLayoutBuilder.Hits(list, values));

    /// <summary>A statement that a feature writes itself.</summary>
    /// <param name="name">One that no other feature gives its own.</param>
    public Planned<Statement> Own(string name, Func<PlanScope, Statement> write) =>
        Get(name, new SelectionShape(""), new RequestValues(), planner => planner.Own(write));

    /// <summary>The same over all rows that a root list's condition and search find, whatever its page.</summary>
    public Planned<Statement> Own<TRow>(
        string name,
        ListSelection list,
        RequestValues values,
        Func<PlanScope, IQueryable<TRow>, Statement> write
    ) => Get(name, ShapeWriter.Of(list), values, planner => planner.Own(list, write));

    /// <summary>The same over those rows as they are counted by some columns.</summary>
    public Planned<Statement> Own(
        string name,
        ListSelection list,
        RequestValues values,
        CountedBy by,
        Func<PlanScope, CountedRows, Statement> write
    ) => Get(name, ShapeWriter.Of(list), values, planner => planner.Own(list, by, write));

    private Planned<ReadPlan<TWriter>> Read<TWriter>(
        string kind,
        SelectionShape shape,
        RequestValues values,
        Func<Laid<TWriter>> lay,
        AccessShape? by = null
    )
    {
        var key = new PlanKey(kind, shape, values.Shape, by ?? access.WithoutTeams);
        var planned = cache.FindRead(key) is { } known ? new((ReadPlan<TWriter>)known) : New(cache, key, values, lay);
        asked.Add(planned);
        return planned;
    }

    private static Planned<ReadPlan<TWriter>> New<TWriter>(
        PlanCache cache,
        PlanKey key,
        RequestValues values,
        Func<Laid<TWriter>> lay
    ) => new(known: null) { Make = token => MakeReadAsync(cache, key, values, lay(), token) };

    /// <summary>Other names and another order in a document read what is planned already.</summary>
    private static async ValueTask<ReadPlan<TWriter>> MakeReadAsync<TWriter>(
        PlanCache cache,
        PlanKey key,
        RequestValues values,
        Laid<TWriter> laid,
        CancellationToken token
    )
    {
        var (layout, writer) = laid;
        var planKey = new PlanKey("rows", layout.Shape, values.Shape, key.Access);
        var plan = (RowPlan)await cache.MakeAsync(planKey, values, planner => planner.Rows(layout), token);
        var read = new ReadPlan<TWriter>(plan.PricedAs(layout), writer);
        cache.Keep(key, read);
        return read;
    }

    private Planned<TPlan> Get<TPlan>(
        string kind,
        SelectionShape shape,
        RequestValues values,
        Func<Planner, TPlan> build
    )
        where TPlan : class
    {
        var key = new PlanKey(kind, shape, values.Shape, access.WithoutTeams);
        var planned = cache.Find(key) is { } known ? new Planned<TPlan>((TPlan)known) : New(cache, key, values, build);
        asked.Add(planned);
        return planned;
    }

    /// <summary>By itself, so that only a new shape pays for what is captured.</summary>
    private static Planned<TPlan> New<TPlan>(
        PlanCache cache,
        PlanKey key,
        RequestValues values,
        Func<Planner, TPlan> build
    )
        where TPlan : class =>
        new(known: null) { Make = async token => (TPlan)await cache.MakeAsync(key, values, build, token) };
}
