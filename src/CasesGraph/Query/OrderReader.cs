using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Query;

[System.ComponentModel.Description("The direction of a sort key, and where rows without a value go.")]
public enum SortDirection
{
    [System.ComponentModel.Description("Smallest first, nulls before all.")]
    Asc,

    [System.ComponentModel.Description("Biggest first, nulls behind all.")]
    Desc,

    [System.ComponentModel.Description("Smallest first, nulls behind all.")]
    AscNullsLast,

    [System.ComponentModel.Description("Biggest first, nulls before all.")]
    DescNullsFirst,
}

/// <summary>Completes an order: defaults where none is given, and the row's own key at the end.</summary>
internal sealed class OrderReader(EntityModel entity, PropertyInfo? node, AccessShape access)
{
    private readonly EntityModel nodes = node is null ? entity : EntityModel.Of(node.PropertyType);
    private readonly List<OrderKey> keys = [];
    private bool endsDescending;

    /// <summary>Reads the order that is asked for.</summary>
    /// <param name="byRank">Whether a search decides the order when none is given.</param>
    public IReadOnlyList<OrderKey> Read(IEnumerable<IReadOnlyDictionary<string, object?>> given, bool byRank)
    {
        IReadOnlyList<PropertyInfo> start = node is null ? [] : [node];
        foreach (var key in given)
            Add(key, nodes, start, nullable: false);
        if (keys.Count == 0 && byRank)
        {
            keys.Add(new OrderKey([], Scalar.Number32, Nullable: false, Descending: false, NullsFirst: true));
            var updatedAt = nodes.Find(Naming.Camel(nameof(IVersioned.UpdatedAt)))!;
            var read = (ValueField)access.Read(nodes, updatedAt);
            AddColumn([.. start, read.Property], SortDirection.Desc, nullable: false);
        }
        else if (keys.Count == 0)
            AddDefault(start);
        return Complete(start);
    }

    private void Add(
        IReadOnlyDictionary<string, object?> given,
        EntityModel at,
        IReadOnlyList<PropertyInfo> path,
        bool nullable
    )
    {
        foreach (var (name, value) in given)
        {
            switch (value, value is null ? null : NamedFields.Find(access, at, name))
            {
                case (SortDirection direction, ScalarField field):
                    // The log's positions follow the time of the changes, and are what its cursors are.
                    var sorted = at.Declared.IsLog ? at.Key! : field.Property;
                    AddColumn([.. path, sorted], direction, nullable || !field.Required);
                    break;
                case (IReadOnlyDictionary<string, object?> inner, ReferenceField field):
                    Add(inner, EntityModel.Of(field.Target), [.. path, field.Navigation], nullable || !field.Required);
                    break;
                case (IReadOnlyDictionary<string, object?> inner, UnionField field):
                    foreach (var member in field.Members)
                    {
                        var target = EntityModel.Of(member.Target);
                        if (inner.TryGetValue(Naming.Camel(target.Name), out var sort) && sort is not null)
                            Add(FilterReader.Object(sort), target, [.. path, member.Navigation], nullable: true);
                    }
                    break;
            }
        }
    }

    private void AddDefault(IReadOnlyList<PropertyInfo> start)
    {
        foreach (var part in nodes.Declared.DefaultOrder.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var property = nodes.Type.GetProperty(part.TrimStart('-'))!;
            var field = nodes.ValueFields.FirstOrDefault(f => f.Property == property);
            var direction = part.StartsWith('-') ? SortDirection.Desc : SortDirection.Asc;
            AddColumn([.. start, property], direction, nullable: field is { Required: false });
        }
    }

    private void AddColumn(IReadOnlyList<PropertyInfo> path, SortDirection direction, bool nullable)
    {
        if (keys.Exists(key => key.Path.SequenceEqual(path)))
            return;
        var scalar = Scalar.Of(path[^1].PropertyType);
        var nullsFirst = direction is SortDirection.Asc or SortDirection.DescNullsFirst;
        endsDescending = direction is SortDirection.Desc or SortDirection.DescNullsFirst;
        keys.Add(new OrderKey(path, scalar, nullable, endsDescending != scalar.GreatestFirst, nullsFirst));
    }

    /// <summary>The key ends the order, in the direction of the one before it; nothing can matter behind it.</summary>
    private List<OrderKey> Complete(IReadOnlyList<PropertyInfo> start)
    {
        IReadOnlyList<PropertyInfo> path = [.. start, nodes.Key!];
        var at = keys.FindIndex(key => key.Path.SequenceEqual(path));
        if (at >= 0)
            return keys[..(at + 1)];
        AddColumn(path, endsDescending ? SortDirection.Desc : SortDirection.Asc, nullable: false);
        return keys;
    }
}
