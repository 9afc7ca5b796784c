using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Builds the statements of plans. What it makes depends on shapes only, never on values.</summary>
internal sealed class Planner(CasesDb db, RequestValues values)
{
    /// <summary>Rows of an entity by their keys, which the run brings: the root of everything that is asked for by id.</summary>
    public EntityPlan ByKeys(Selection selection)
    {
        var scope = new PlanScope(db);
        var builder = new RowPlanBuilder(this);
        var writer = builder.Object(selection, []);
        var key = selection.Entity.Key!;
        var keyColumn = builder.Column([key], ScalarKind.Number64);
        var row = Expression.Parameter(selection.Entity.Type, "row");
        var rows = scope.Rows(selection.Entity).Where(row, scope.IsAmongKeys(Expression.Property(row, key)));
        return new EntityPlan(Plan(rows, row, scope, builder, keyColumn, PriceReader.Of(selection).Level), writer);
    }

    /// <summary>All rows below their owners, in the order of their keys.</summary>
    public RowPlan Items(ItemsField field, Selection item, RowPlanBuilder builder)
    {
        var child = item.Entity;
        var scope = new PlanScope(db);
        var row = Expression.Parameter(child.Type, "row");
        var foreignKey = Expression.Property(row, field.ForeignKey);
        var ownerColumn = builder.Column([field.ForeignKey], ScalarKind.Number64);
        var rows = scope
            .Rows(child)
            .Where(row, scope.IsAmongKeys(foreignKey))
            .Sort(row, foreignKey, descending: false, first: true)
            .Sort(row, Expression.Property(row, child.Key!), descending: false, first: false);
        return Plan(rows, row, scope, builder, ownerColumn, PriceReader.OfItems(item, path: "").Level);
    }

    /// <summary>A page of rows at the root, or below each owner when there is one.</summary>
    public ListPlan List(ListSelection list, EntityModel? owner = null, PropertyInfo? foreignKey = null)
    {
        var builder = new RowPlanBuilder(this);
        var writer = new ListWriter(list.Index, [.. list.Parts.Select(part => Part(part, list, builder))]);
        int? ownerColumn = foreignKey is null ? null : builder.Column([foreignKey], ScalarKind.Number64);
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner, foreignKey);
        var rows = list.ReadsRows ? Statement.Translate(query.Page(builder), scope, builder.Kinds) : null;
        // Below owners one statement counts for all of them; to estimate for each would be a statement each.
        var counts = list.Counts || (list.Estimates && owner is not null) ? Counts(list, owner, foreignKey) : null;
        var estimate = list.Estimates && owner is null ? Estimate(list) : null;
        return new ListPlan(
            new RowPlan(rows, counts, ownerColumn, list.Index, builder.Children)
            {
                Estimate = estimate,
                Price = PriceReader.Of(list, path: "", isRoot: owner is null).Level,
            },
            writer
        );
    }

    /// <summary>The rows of a root list, each for an answer of its own.</summary>
    /// <param name="list">Has its nodes as the only part.</param>
    public EventPlan Events(ListSelection list)
    {
        var builder = new RowPlanBuilder(this);
        var nodes = list.Parts.OfType<NodesPart>().Single();
        var row = builder.Object(nodes.Selection, []);
        var position = builder.Column([list.Child.Key!], ScalarKind.Number64);
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner: null, foreignKey: null);
        var rows = Statement.Translate(query.Following(builder), scope, builder.Kinds);
        var plan = new RowPlan(rows, Counts: null, OwnerColumn: null, list.Index, builder.Children)
        {
            Price = PriceReader.Of(list).Level,
        };
        return new EventPlan(plan, new EventWriter(nodes.Key, row, position));
    }

    /// <summary>The keys of all rows that a root list's condition and search find.</summary>
    public Statement Matching(ListSelection list)
    {
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner: null, foreignKey: null);
        return Statement.Translate(query.Keys(), scope, [ScalarKind.Number64]);
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
        return Statement.Translate(groups.Page(order), scope, groups.Kinds);
    }

    /// <summary>How many groups there are.</summary>
    public Statement GroupCount(ListSelection list, IReadOnlyList<GroupDimension> dimensions)
    {
        var scope = new PlanScope(db);
        return Statement.Translate(
            new GroupQuery(dimensions, scope, All(list, scope)).Keys(),
            scope,
            [ScalarKind.Number64],
            sql => $"SELECT COUNT(*) FROM ({sql}) AS matching"
        );
    }

    /// <summary>How many rows there are, how many of them have a value in a column, the least value and the greatest.</summary>
    public Statement Extent(ListSelection list, PropertyInfo column)
    {
        var scope = new PlanScope(db);
        var row = Expression.Parameter(list.Child.Type, "row");
        return Statement.Translate(
            All(list, scope).Columns(row, [Expression.Property(row, column)]),
            scope,
            [ScalarKind.Number64, ScalarKind.Number64, ScalarKind.Number64, ScalarKind.Number64],
            sql =>
                $"""
                    WITH matching(found) AS ({sql})
                    SELECT COUNT(*), COUNT(found), MIN(found), MAX(found) FROM matching
                    """
        );
    }

    private IQueryable All(ListSelection list, PlanScope scope) =>
        new ListQuery(list, Arguments(list), scope, owner: null, foreignKey: null).All();

    private Statement Counts(ListSelection list, EntityModel? owner, PropertyInfo? foreignKey)
    {
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner, foreignKey);
        return foreignKey is null
            ? Statement.Translate(
                query.Ones(),
                scope,
                [ScalarKind.Number64],
                sql => $"SELECT COUNT(*) FROM ({sql}) AS matching"
            )
            : Statement.Translate(query.CountsByOwner(), scope, [ScalarKind.Number64, ScalarKind.Number64]);
    }

    private CountEstimate Estimate(ListSelection list)
    {
        var scope = new PlanScope(db);
        var query = new ListQuery(list, Arguments(list), scope, owner: null, foreignKey: null);
        var (table, key) = (list.Child.Type.Name, list.Child.Key!.Name);
        var counted = Statement.Translate(
            query.Ones().Take(scope.Limit.Expression),
            scope,
            [ScalarKind.Number64, ScalarKind.Number64],
            sql => $"SELECT COUNT(*), (SELECT MAX(\"{key}\") FROM \"{table}\") FROM ({sql}) AS matching"
        );
        var estimateScope = new PlanScope(db);
        var estimated = db.Dialect.Estimate(
            new ListQuery(list, Arguments(list), estimateScope, owner: null, foreignKey: null),
            estimateScope
        );
        return new CountEstimate(counted, estimated);
    }

    private static RowPlan Plan(
        IQueryable rows,
        ParameterExpression row,
        PlanScope scope,
        RowPlanBuilder builder,
        int ownerColumn,
        LevelPrice price
    )
    {
        var columns = rows.Columns(row, builder.Expressions(row, NoRank));
        return new RowPlan(
            Statement.Translate(columns, scope, builder.Kinds),
            Counts: null,
            ownerColumn,
            List: null,
            builder.Children
        )
        {
            Price = price,
        };
    }

    private static Expression NoRank() => throw new InvalidOperationException("Only a search has a rank.");

    private ListPartWriter Part(ListPart part, ListSelection list, RowPlanBuilder builder)
    {
        IReadOnlyList<PropertyInfo> node = list.Node is null ? [] : [list.Node];
        return part switch
        {
            TypeNamePart(var key, var name) => new ListTypeNameWriter(key, name),
            TotalCountPart(var key) => new TotalCountWriter(key),
            EstimatedCountPart(var key) => new EstimatedCountWriter(key),
            NodesPart(var key, var selection) => new PageRowsWriter(key, builder.Object(selection, node)),
            EdgesPart(var key, var fields) => new PageRowsWriter(
                key,
                new ObjectWriter([.. fields.Select(field => EdgeField(field, list, builder, node))])
            ),
            PageInfoPart(var key, var fields) page => new PageInfoWriter(
                key,
                fields,
                page.HasCursors ? builder.Cursor(Arguments(list).Order) : new CursorColumns([])
            ),
            _ => throw new NotSupportedException(part.GetType().Name),
        };
    }

    private FieldWriter EdgeField(
        SelectedField field,
        ListSelection list,
        RowPlanBuilder builder,
        IReadOnlyList<PropertyInfo> node
    ) =>
        field switch
        {
            SelectedCursor(var key) => new CursorWriter(key, list.Index, builder.Cursor(Arguments(list).Order)),
            SelectedNode(var key, var selection) => new NodeWriter(key, builder.Object(selection, node)),
            _ => builder.Field(field, list.Child, []),
        };
}

/// <summary>A plan that reads rows.</summary>
internal interface IReadPlan
{
    RowPlan Plan { get; }
}

internal sealed record ListPlan(RowPlan Plan, ListWriter Writer) : IReadPlan;

internal sealed record EntityPlan(RowPlan Plan, ObjectWriter Writer) : IReadPlan;

internal sealed record EventPlan(RowPlan Plan, EventWriter Writer) : IReadPlan;
