using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Builds the statements of plans. What it makes depends on shapes only, never on values.</summary>
internal sealed class Planner(CasesDb db, ILookup<Type, MappedIndex> indexes, RequestValues values, Limits limits)
{
    public RowPlan Rows(RowLayout layout) => Rows(layout, OwnerRows.Unknown);

    private RowPlan Rows(RowLayout layout, OwnerRows owners)
    {
        var own = OwnerRows.Of(layout.Source, db.Conditions);
        ChildPlan[] children =
        [
            .. layout.Children.Select(child => new ChildPlan(
                Rows(child.Layout, own),
                child.KeyColumn,
                child.Only,
                child.Held
            )),
        ];
        return layout.Source switch
        {
            KeyedRows keyed => Keyed(keyed, layout, owners, children),
            ListRows list => List(list, layout, owners, children),
            _ => throw new NotSupportedException(layout.Source.GetType().Name),
        };
    }

    private RowPlan Keyed(KeyedRows keyed, RowLayout layout, OwnerRows owners, IReadOnlyList<ChildPlan> children)
    {
        var scope = new PlanScope(db);
        var row = Expression.Parameter(keyed.Entity.Type, "row");
        var by = SeenRows.Own(Expression.Property(row, keyed.By));
        var left = keyed.By == keyed.Entity.Key ? LeftRows.Of(keyed.Entity, row, scope) : null;
        var rows = left is null ? owners.Below(scope, keyed.Entity, keyed.By) : SeenRows.All(scope.Rows(keyed.Entity));
        rows = rows.Where(row, PlanScope.IsAmongKeys(by));
        if (left is not null)
            rows = rows.Where(row, left.Matching(Filter.All, new FilterExpression(scope, includeDeleted: true)));
        if (keyed.Found is { } found)
        {
            Expression text = found.Node is { } node ? Expression.Property(row, node) : row;
            var search = new SearchInText(values.List(found.List).Search!, scope, includeDeleted: true);
            rows = rows.Where(row, search.HasAny(text));
        }
        if (keyed.By != keyed.Entity.Key)
        {
            var key = keyed.Entity.Key ?? FieldReader.KeyOf(keyed.Found!.Node!);
            rows = rows.Sort(row, by, descending: false, first: true)
                .Sort(row, Expression.Property(row, key), descending: false, first: false);
        }
        var statement = Translate(
            rows.Columns(row, layout.Expressions(row, NoRank, left, owners.Own(keyed.By))),
            scope,
            layout
        );
        return new RowPlan(statement, Counts: null, layout.OwnerColumn, List: null, children)
        {
            Price = layout.Price,
            IsWrittenForCaller = layout.IsOfCaller,
        };
    }

    private RowPlan List(ListRows source, RowLayout layout, OwnerRows owners, IReadOnlyList<ChildPlan> children)
    {
        var (list, owner, foreignKey, follows) = source;
        var scope = new PlanScope(db);
        var query = Query(list, scope, owners, owner, foreignKey);
        var rows = list.ReadsRows
            ? Translate(follows ? query.Following(layout) : query.Page(layout), scope, layout)
            : null;
        // Below owners one statement counts for all of them; to estimate for each would be a statement each.
        // Where rows can be hidden, an estimate would tell of them.
        // What is tallied is counted as soon.
        var estimates =
            list.Estimates && owner is null && !db.Conditions.Hide(list.Child.Type) && query.Tallied([]) is null;
        var counts = list.Counts || (list.Estimates && !estimates) ? Counts(list, owners, owner, foreignKey) : null;
        return new RowPlan(rows, counts, layout.OwnerColumn, list.Index, children)
        {
            Times = follows || (rows ?? counts) is null ? null : query.Times,
            IsOfLog = list.Child.Declared.IsLog,
            Near = follows || query.Near is not { } by ? null : Near(list, by, layout, counts is not null),
            Range = follows || query.Range is not { } range ? null : Range(list, range, layout),
            Estimate = estimates ? Estimate(list) : null,
            Few =
                owner is null && !follows
                    ? FewRows.Of(list.Child, layout, list.ReadsRows, counts is not null, () => Begin(list))
                    : [],
            Ways =
                owner is null && !follows && (rows ?? counts) is not null
                    ? Ways(list, layout, counts is not null)
                    : null,
            Window =
                list.ReadsRows && !follows && query.IsWindowed
                    ? LogWindow.Of(list.Child, limits.LogWindow, values.List(list.Index), new PlanScope(db))
                    : null,
            Price = layout.Price,
            IsWrittenForCaller = layout.IsOfCaller,
        };
    }

    private static Statement Translate(IQueryable rows, PlanScope scope, RowLayout layout) =>
        Statement.Translate(rows, scope.Translation, layout.Kinds);

    /// <summary>The keys of all rows that a root list's condition and search find.</summary>
    public Statement Matching(ListSelection list)
    {
        var scope = new PlanScope(db);
        return Statement.Translate(Query(list, scope).Keys(), scope.Translation, [StoredAs.Number]);
    }

    public Statement Own(Func<PlanScope, Statement> write) => write(new PlanScope(db));

    /// <summary>The same over all rows that a root list's condition and search find.</summary>
    public Statement Own<TRow>(ListSelection list, Func<PlanScope, IQueryable<TRow>, Statement> write)
    {
        var scope = new PlanScope(db);
        return write(scope, (IQueryable<TRow>)Query(list, scope).All());
    }

    /// <summary>The same over those rows as they are counted by some columns.</summary>
    public Statement Own(ListSelection list, CountedBy by, Func<PlanScope, CountedRows, Statement> write)
    {
        var scope = new PlanScope(db);
        return write(scope, Query(list, scope).Counted(by.Columns, by.Cut));
    }

    private (ListQuery Query, PlanScope Scope) Begin(ListSelection list)
    {
        var scope = new PlanScope(db);
        return (Query(list, scope), scope);
    }

    private ListQuery Query(ListSelection list, PlanScope scope) =>
        Query(list, scope, OwnerRows.Unknown, owner: null, foreignKey: null);

    private ListQuery Query(
        ListSelection list,
        PlanScope scope,
        OwnerRows owners,
        EntityModel? owner,
        PropertyInfo? foreignKey
    ) => new(list, values.List(list.Index), scope, indexes, owners, owner, foreignKey);

    private Statement Counts(ListSelection list, OwnerRows owners, EntityModel? owner, PropertyInfo? foreignKey)
    {
        var scope = new PlanScope(db);
        var query = Query(list, scope, owners, owner, foreignKey);
        if (foreignKey is null && query.Tallied([]) is { Tally: { } tally } tallied)
        {
            var row = Expression.Parameter(tally.Row, "row");
            return Totals.Sum(tallied.Rows.Columns(row, [CountedRows.Weight(row)]), scope.Translation);
        }
        return foreignKey is null
            ? Totals.Count(query.Ones(), scope.Translation)
            : Statement.Translate(query.CountsByOwner(), scope.Translation, [StoredAs.Number, StoredAs.Number]);
    }

    private SearchWays? Ways(ListSelection list, RowLayout layout, bool counts) =>
        list.Node is null && values.List(list.Index) is { Search: not null } arguments
            ? new SearchWaysReader(
                list,
                arguments,
                layout,
                counts,
                db.Dialect.Sorted(limits.SearchHits),
                () => new PlanScope(db),
                (page, scope, asked) =>
                    new(list, page, scope, indexes, OwnerRows.Unknown, owner: null, foreignKey: null) { Asked = asked }
            ).Read()
            : null;

    private NearLog Near(ListSelection list, SomeOf by, RowLayout layout, bool counts)
    {
        var (scope, ones) = (new PlanScope(db), new PlanScope(db));
        return new(
            NearLog.CountOf(by, indexes, new PlanScope(db)),
            list.ReadsRows ? Translate(Query(list, scope).PageNear(by, layout), scope, layout) : null,
            counts ? Totals.Count(Query(list, ones).OnesNear(by), ones.Translation) : null
        );
    }

    private KeyRange Range(ListSelection list, IReadOnlyList<Comparison> range, RowLayout layout)
    {
        var scope = new PlanScope(db);
        var page = new ListQuery(
            list,
            values.List(list.Index),
            scope,
            indexes,
            OwnerRows.Unknown,
            owner: null,
            foreignKey: null
        )
        {
            Within = range[0].Path.Property.Name,
        };
        return new(KeyRange.EndsOf(list.Child, range, new PlanScope(db)), Translate(page.Page(layout), scope, layout));
    }

    private CountEstimate Estimate(ListSelection list)
    {
        var scope = new PlanScope(db);
        var ones = Query(list, scope).Ones().Take(scope.Limit.Expression);
        var counted = Totals.CountAndLast(ones, scope.Translation, list.Child);
        var estimateScope = new PlanScope(db);
        var all = Query(list, estimateScope);
        var estimated = db.Dialect.Estimate(
            db.Dialect.EstimatesFromSample ? all.OnesAmongKeys() : all.OnesSettledOrNot(),
            estimateScope.Translation
        );
        return new CountEstimate(counted, estimated);
    }

    private static Expression NoRank() => throw new InvalidOperationException("Only a search has a rank.");
}
