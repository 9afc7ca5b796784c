using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Builds the statements of plans. What it makes depends on shapes only, never on values.</summary>
internal sealed class Planner(CasesDb db, RequestValues values)
{
    /// <summary>A level and those below it.</summary>
    public RowPlan Rows(RowLayout layout)
    {
        ChildPlan[] children = [.. layout.Children.Select(child => new ChildPlan(Rows(child.Layout), child.KeyColumn))];
        return layout.Source switch
        {
            KeyedRows keyed => Keyed(keyed, layout, children),
            ListRows list => List(list, layout, children),
            _ => throw new NotSupportedException(layout.Source.GetType().Name),
        };
    }

    private RowPlan Keyed(KeyedRows keyed, RowLayout layout, IReadOnlyList<ChildPlan> children)
    {
        var scope = new PlanScope(db);
        var row = Expression.Parameter(keyed.Entity.Type, "row");
        var by = SeenRows.Own(Expression.Property(row, keyed.By));
        var rows = scope.Rows(keyed.Entity).Where(row, PlanScope.IsAmongKeys(by));
        if (keyed.By != keyed.Entity.Key)
        {
            rows = rows.Sort(row, by, descending: false, first: true)
                .Sort(row, Expression.Property(row, keyed.Entity.Key!), descending: false, first: false);
        }
        var statement = Translate(rows.Columns(row, layout.Expressions(row, NoRank)), scope, layout);
        return new RowPlan(statement, Counts: null, layout.OwnerColumn, List: null, children) { Price = layout.Price };
    }

    private RowPlan List(ListRows source, RowLayout layout, IReadOnlyList<ChildPlan> children)
    {
        var (list, owner, foreignKey, follows) = source;
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner, foreignKey);
        var rows = list.ReadsRows
            ? Translate(follows ? query.Following(layout) : query.Page(layout), scope, layout)
            : null;
        // Below owners one statement counts for all of them; to estimate for each would be a statement each.
        // Where rows can be hidden, an estimate would tell of them.
        var estimates = list.Estimates && owner is null && !db.Conditions.Hide(list.Child.Type);
        var counts = list.Counts || (list.Estimates && !estimates) ? Counts(list, owner, foreignKey) : null;
        return new RowPlan(rows, counts, layout.OwnerColumn, list.Index, children)
        {
            Estimate = estimates ? Estimate(list) : null,
            Price = layout.Price,
        };
    }

    private static Statement Translate(IQueryable rows, PlanScope scope, RowLayout layout) =>
        Statement.Translate(rows, scope.Translation, [.. layout.Columns.Select(column => column.Scalar.StoredAs)]);

    /// <summary>The keys of all rows that a root list's condition and search find.</summary>
    public Statement Matching(ListSelection list)
    {
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner: null, foreignKey: null);
        return Statement.Translate(query.Keys(), scope.Translation, [StoredAs.Number]);
    }

    /// <summary>A statement that a feature writes itself.</summary>
    public Statement Own(Func<PlanScope, Statement> write) => write(new PlanScope(db));

    /// <summary>The same over all rows that a root list's condition and search find.</summary>
    public Statement Own<TRow>(ListSelection list, Func<PlanScope, IQueryable<TRow>, Statement> write)
    {
        var scope = new PlanScope(db);
        return write(scope, (IQueryable<TRow>)All(list, scope));
    }

    private ListArguments Arguments(ListSelection list) => values.List(list.Index);

    /// <summary>How many rows of a root list's condition and search are in each of the first groups.</summary>
    public Statement Groups(ListSelection list, IReadOnlyList<GroupDimension> dimensions, GroupOrder order)
    {
        var scope = new PlanScope(db);
        var groups = new GroupQuery(dimensions, scope, All(list, scope));
        return Statement.Translate(groups.Page(order), scope.Translation, groups.Kinds);
    }

    /// <summary>How many groups there are.</summary>
    public Statement GroupCount(ListSelection list, IReadOnlyList<GroupDimension> dimensions)
    {
        var scope = new PlanScope(db);
        return Totals.Count(new GroupQuery(dimensions, scope, All(list, scope)).Keys(), scope.Translation);
    }

    /// <summary>How many rows there are, how many of them have a value in a column, the least value and the greatest.</summary>
    public Statement Extent(ListSelection list, PropertyInfo column)
    {
        var scope = new PlanScope(db);
        var row = Expression.Parameter(list.Child.Type, "row");
        return Totals.Extent(All(list, scope).Columns(row, [Expression.Property(row, column)]), scope.Translation);
    }

    private IQueryable All(ListSelection list, PlanScope scope) =>
        new ListQuery(list, Arguments(list), scope, owner: null, foreignKey: null).All();

    private Statement Counts(ListSelection list, EntityModel? owner, PropertyInfo? foreignKey)
    {
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner, foreignKey);
        return foreignKey is null
            ? Totals.Count(query.Ones(), scope.Translation)
            : Statement.Translate(query.CountsByOwner(), scope.Translation, [StoredAs.Number, StoredAs.Number]);
    }

    private CountEstimate Estimate(ListSelection list)
    {
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner: null, foreignKey: null);
        var counted = Totals.CountAndLast(query.Ones().Take(scope.Limit.Expression), scope.Translation, list.Child);
        var estimateScope = new PlanScope(db);
        var all = new ListQuery(list, Arguments(list), estimateScope, owner: null, foreignKey: null);
        var estimated = db.Dialect.Estimate(
            db.Dialect.EstimatesFromSample ? all.OnesAmongKeys() : all.OnesSettledOrNot(),
            estimateScope.Translation
        );
        return new CountEstimate(counted, estimated);
    }

    private static Expression NoRank() => throw new InvalidOperationException("Only a search has a rank.");
}
