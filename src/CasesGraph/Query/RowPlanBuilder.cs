using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Builds the plan of one level: collects the columns that its writers need, each once, and the plans below. To-one
/// relations are columns of the same statement, reached by a path of navigations.
/// </summary>
internal sealed class RowPlanBuilder(Planner planner)
{
    private readonly Dictionary<string, int> byPath = new(StringComparer.Ordinal);
    private readonly List<(IReadOnlyList<PropertyInfo> Path, ScalarKind Kind)> columns = [];
    private readonly List<ChildPlan> children = [];

    public IReadOnlyList<ChildPlan> Children => children;
    public IReadOnlyList<ScalarKind> Kinds => [.. columns.Select(column => column.Kind)];

    /// <summary>The columns over a row; the rank of a search is an expression of its own.</summary>
    public IEnumerable<Expression> Expressions(Expression row, Func<Expression> rank) =>
        columns.Select(column => column.Path.Count == 0 ? rank() : Linq.Follow(row, column.Path));

    public int Column(IReadOnlyList<PropertyInfo> path, ScalarKind kind)
    {
        var name = string.Join('.', path.Select(property => property.Name));
        if (!byPath.TryGetValue(name, out var index))
        {
            byPath.Add(name, index = columns.Count);
            columns.Add((path, kind));
        }
        return index;
    }

    public CursorColumns Cursor(IReadOnlyList<OrderKey> order) =>
        new([.. order.Select(key => Column(key.Path, key.Kind))]);

    /// <summary>
    /// Reads its columns in the order of their names, so that selections of the same fields share one statement, which is
    /// prepared once, and writes them in the order in which they are selected.
    /// </summary>
    public ObjectWriter Object(Selection selection, IReadOnlyList<PropertyInfo> path)
    {
        var writers = new FieldWriter[selection.Fields.Count];
        foreach (
            var (place, field) in selection.Fields.Index().OrderBy(field => NameOf(field.Item), StringComparer.Ordinal)
        )
            writers[place] = Field(field, selection.Entity, path);
        return new ObjectWriter(writers);
    }

    private static string NameOf(SelectedField field) =>
        field switch
        {
            SelectedScalar scalar => scalar.Field.Name,
            SelectedDerived derived => derived.Field.Name,
            SelectedReference reference => reference.Field.Name,
            SelectedUnion union => union.Field.Name,
            SelectedItems items => items.Field.Name,
            SelectedConnection connection => connection.Field.Name,
            _ => "",
        };

    public FieldWriter Field(SelectedField selected, EntityModel entity, IReadOnlyList<PropertyInfo> path) =>
        selected switch
        {
            SelectedTypeName(var key, var name) => new ConstantWriter(key, name),
            SelectedConstant(var key, var value) => new ConstantWriter(key, value),
            SelectedId(var key) => new IdWriter(key, KeyColumn(entity, path), entity.Name),
            SelectedScalar(var key, var field) => new ScalarWriter(
                key,
                Column([.. path, field.Property], field.Kind),
                field.Kind,
                field.Type
            ),
            SelectedDerived derived => Derived(derived, entity, path),
            SelectedReference(var key, var field, var target) => new ReferenceWriter(
                key,
                KeyColumn(target.Entity, [.. path, field.Navigation]),
                Object(target, [.. path, field.Navigation])
            ),
            SelectedUnion union => Union(union, path),
            SelectedItems(var key, var field, var item) => Items(key, field, item, entity, path),
            SelectedConnection(var key, var field, var list) => Connection(key, field, list, entity, path),
            _ => throw new NotSupportedException(selected.GetType().Name),
        };

    private int KeyColumn(EntityModel entity, IReadOnlyList<PropertyInfo> path) =>
        Column([.. path, entity.Key!], ScalarKind.Number64);

    private UnionWriter Union(SelectedUnion union, IReadOnlyList<PropertyInfo> path)
    {
        var members = union.Field.Members.Zip(
            union.Members,
            (member, selection) =>
                (Column([.. path, member.Key], ScalarKind.Number64), Object(selection, [.. path, member.Navigation]))
        );
        var system = new ObjectWriter([.. union.System.Select(c => new ConstantWriter(c.Key, c.Value))]);
        return new UnionWriter(union.Key, [.. members], system);
    }

    private DerivedWriter Derived(SelectedDerived selected, EntityModel entity, IReadOnlyList<PropertyInfo> path)
    {
        var parts = selected.Field.Columns.Select(name =>
        {
            var property = entity.Type.GetProperty(name)!;
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var kind = FieldReader.KindOf(type);
            return (Column([.. path, property], kind), kind, type);
        });
        return new DerivedWriter(selected, [.. parts]);
    }

    private ItemsWriter Items(
        string key,
        ItemsField field,
        Selection item,
        EntityModel entity,
        IReadOnlyList<PropertyInfo> path
    )
    {
        var below = new RowPlanBuilder(planner);
        var writer = below.Object(item, []);
        var owner = KeyColumn(entity, path);
        children.Add(new ChildPlan(planner.Items(field, item, below), owner));
        return new ItemsWriter(key, children.Count - 1, owner, writer);
    }

    private ConnectionWriter Connection(
        string key,
        ConnectionField field,
        ListSelection list,
        EntityModel entity,
        IReadOnlyList<PropertyInfo> path
    )
    {
        var (plan, writer) = planner.List(list, entity, field.ForeignKey);
        var owner = KeyColumn(entity, path);
        children.Add(new ChildPlan(plan, owner));
        return new ConnectionWriter(key, children.Count - 1, owner, writer);
    }
}
