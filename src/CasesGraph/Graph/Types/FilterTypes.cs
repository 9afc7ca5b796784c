using System.Reflection;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>The filter input of an entity, made from its fields (docs/api.md#filters).</summary>
internal static class FilterTypes
{
    /// <summary>A link whose edges carry fields has a filter of its own, with these and the node's.</summary>
    public static string NameFor(ConnectionField field) =>
        EntityModel.Of(field.EdgeFields.Count > 0 ? field.Child : field.NodeType).FilterName;

    public static void Ensure(TypeRegistry types, string name, EntityModel entity, PropertyInfo? node) =>
        types.Ensure(name, () => Make(types, name, entity, node));

    /// <summary>A filter that has what joins filters, and no field yet.</summary>
    public static InputObjectGraphType New(string name, string description)
    {
        var made = new InputObjectGraphType { Name = name, Description = description };
        made.AddField("and", $"[{name}!]", "All of these must hold.");
        made.AddField("or", $"[{name}!]", "One of these must hold; an empty list is ignored.");
        made.AddField("not", name, "This must not hold; an empty object matches none.");
        return made;
    }

    public static InputObjectGraphType Make(TypeRegistry types, string name, EntityModel entity, PropertyInfo? node)
    {
        var nodes = node is null ? entity : EntityModel.Of(node.PropertyType);
        var made = New(
            name,
            $"Conditions on {ConnectionTypes.Words(nodes.Plural)}; all that are given must hold. An empty object matches all, null counts as not given."
        );
        if (types.FilterOf(entity.Type) is { } own)
        {
            own.AddFields(types, made);
            return made;
        }
        if (nodes.Declared.Node)
            made.AddField("id", ComparisonTypes.Id(types, nodes), "The opaque id of the object.");
        if (node is not null)
        {
            foreach (var field in entity.Fields.OfType<ScalarField>())
                made.AddField(field.Name, ComparisonTypes.For(types, field.Scalar), field.Description);
        }
        foreach (var field in nodes.Fields)
            AddField(types, made, field);
        return made;
    }

    private static void AddField(TypeRegistry types, InputObjectGraphType made, FieldModel field)
    {
        switch (field)
        {
            case ScalarField { Declared.Filterable: true } scalar:
                made.AddField(field.Name, ComparisonTypes.For(types, scalar.Scalar), field.Description);
                break;
            case ReferenceField { Declared.Filterable: true } reference:
                var target = EntityModel.Of(reference.Target);
                Ensure(types, target.FilterName, target, node: null);
                made.AddField(field.Name, target.FilterName, field.Description);
                if (reference.Declared.GivenBy is not null)
                    break;
                made.AddField(
                    reference.InputName,
                    ComparisonTypes.Id(types, target),
                    $"By id: {Lower(field.Description)} eq: null finds rows without one."
                );
                break;
            case UnionField union:
                types.Ensure(union.TypeName + "FilterInput", () => Union(types, union));
                made.AddField(field.Name, union.TypeName + "FilterInput", field.Description);
                break;
            case ConnectionField list:
                made.AddField(field.Name, ListOf(types, list), field.Description);
                break;
        }
    }

    private static InputObjectGraphType Union(TypeRegistry types, UnionField union)
    {
        var made = new InputObjectGraphType
        {
            Name = union.TypeName + "FilterInput",
            Description = "Conditions on who it was; eq: null on every id finds the system itself.",
        };
        foreach (var member in union.Members)
        {
            var target = EntityModel.Of(member.Target);
            var words = ConnectionTypes.Words(target.Name);
            Ensure(types, target.FilterName, target, node: null);
            made.AddField(Naming.Camel(target.Name), target.FilterName, $"Conditions on the {words}.");
            made.AddField(
                Naming.Camel(target.Name) + "Id",
                ComparisonTypes.Id(types, target),
                $"The {words} by id; eq: null when it was none."
            );
        }
        return made;
    }

    private static string ListOf(TypeRegistry types, ConnectionField list)
    {
        var items = NameFor(list);
        var name = $"ListFilterInputTypeOf{items}";
        var words = ConnectionTypes.Words(EntityModel.Of(list.NodeType).Plural);
        Ensure(types, items, EntityModel.Of(list.Child), list.Node);
        types.Ensure(
            name,
            () =>
            {
                var made = new InputObjectGraphType
                {
                    Name = name,
                    Description = $"Conditions on the {words} of a row as a whole.",
                };
                made.AddField("all", items, $"Each of the {words} meets it; true when there are none.");
                made.AddField("none", items, $"None of the {words} meets it.");
                made.AddField("some", items, $"At least one of the {words} meets it; {{}} for any at all.");
                made.AddField("any", "Boolean", $"Whether there are any {words} at all.");
                return made;
            }
        );
        return name;
    }

    private static string Lower(string description) => char.ToLowerInvariant(description[0]) + description[1..];
}
