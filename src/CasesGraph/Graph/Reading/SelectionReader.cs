using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>Reads what is selected of entities into the engine-free query model, with the values it brings.</summary>
internal sealed class SelectionReader(RequestReading request, RequestValues values)
{
    public RequestValues Values => values;

    public Selection Entity(EntityModel entity, IReadOnlyList<GraphQLSelectionSet> sets)
    {
        var fields = request.Fields.Collect(request.ObjectType(entity.Name), sets);
        return new Selection(entity, [.. fields.Select(field => Field(field, entity))]);
    }

    /// <summary>A list at the root.</summary>
    public ListSelection List(EntityModel entity, CollectedField field) =>
        List(field, $"Query.{field.Name}", entity, node: null, entity.Plural, []);

    /// <summary>The rows of an entity, each for an answer of its own under the field's response key.</summary>
    public ListSelection Events(EntityModel entity, CollectedField field, ListArguments arguments) =>
        new(
            entity,
            Node: null,
            arguments,
            values.Add(arguments),
            [new NodesPart(field.Key, Entity(entity, field.SelectionSets))]
        );

    private SelectedField Field(CollectedField field, EntityModel entity) =>
        field.Name switch
        {
            "__typename" => new SelectedTypeName(field.Key, entity.Name),
            "id" when entity.Declared.Node => new SelectedId(field.Key),
            _ => Field(field, entity, entity.Find(field.Name)!),
        };

    private SelectedField Field(CollectedField field, EntityModel entity, FieldModel model) =>
        model switch
        {
            ScalarField scalar => new SelectedScalar(field.Key, scalar),
            DerivedField derived => new SelectedDerived(field.Key, derived, [.. Parts(field, derived)]),
            ReferenceField reference => new SelectedReference(
                field.Key,
                reference,
                Entity(EntityModel.Of(reference.Target), field.SelectionSets)
            ),
            UnionField union => new SelectedUnion(
                field.Key,
                union,
                [.. union.Members.Select(member => Entity(EntityModel.Of(member.Target), field.SelectionSets))],
                System(union, field)
            ),
            ItemsField items => new SelectedItems(
                field.Key,
                items,
                Entity(EntityModel.Of(items.Child), field.SelectionSets)
            ),
            ConnectionField list => new SelectedConnection(
                field.Key,
                list,
                List(
                    field,
                    $"{entity.Name}.{list.Name}",
                    EntityModel.Of(list.Child),
                    list.Node,
                    list.TypeName,
                    list.EdgeFields
                )
            ),
            _ => throw new NotSupportedException(model.GetType().Name),
        };

    /// <summary>Records inside an entity: each item has only values of its own.</summary>
    private IEnumerable<(string Key, string Name)> Parts(CollectedField field, DerivedField derived) =>
        field.SelectionSets.Count == 0
            ? []
            : request
                .Fields.Collect(request.ObjectType(derived.Type.Trim('[', ']', '!')), field.SelectionSets)
                .Select(part => (part.Key, part.Name));

    private IReadOnlyList<SelectedConstant> System(UnionField union, CollectedField field)
    {
        if (union.TypeName is not nameof(Users.Actor))
            return [];
        var fields = request.Fields.Collect(request.ObjectType(UnionTypes.System), field.SelectionSets);
        return
        [
            .. fields.Select(selected => new SelectedConstant(
                selected.Key,
                selected.Name is "__typename" ? UnionTypes.System : "System"
            )),
        ];
    }

    private ListSelection List(
        CollectedField field,
        string path,
        EntityModel child,
        global::System.Reflection.PropertyInfo? node,
        string typeName,
        IReadOnlyList<ScalarField> edgeFields
    )
    {
        var reader = new ListArgumentsReader(
            values,
            request.Now,
            request.Limits.DefaultPageSize,
            request.Limits.MaxPageSize
        );
        var arguments = reader.Read(request.Arguments(field.Field), path, child, node);
        var index = values.Add(arguments);
        var connection = request.Fields.Collect(request.ObjectType($"{typeName}Connection"), field.SelectionSets);
        var nodes = node is null ? child : EntityModel.Of(node.PropertyType);
        return new ListSelection(child, node, arguments, index, [.. connection.Select(Part)]);

        ListPart Part(CollectedField part) =>
            part.Name switch
            {
                "nodes" => new NodesPart(part.Key, Entity(nodes, part.SelectionSets)),
                "edges" => new EdgesPart(part.Key, [.. Edge(part)]),
                "totalCount" => new TotalCountPart(part.Key),
                "pageInfo" => new PageInfoPart(part.Key, [.. PageInfo(part)]),
                _ => new TypeNamePart(part.Key, $"{typeName}Connection"),
            };

        IEnumerable<SelectedField> Edge(CollectedField part) =>
            request
                .Fields.Collect(request.ObjectType($"{typeName}Edge"), part.SelectionSets)
                .Select<CollectedField, SelectedField>(selected =>
                    selected.Name switch
                    {
                        "cursor" => new SelectedCursor(selected.Key),
                        "node" => new SelectedNode(selected.Key, Entity(nodes, selected.SelectionSets)),
                        "__typename" => new SelectedTypeName(selected.Key, $"{typeName}Edge"),
                        var name => new SelectedScalar(
                            selected.Key,
                            edgeFields.Single(edge => string.Equals(edge.Name, name, StringComparison.Ordinal))
                        ),
                    }
                );
    }

    private IEnumerable<(string Key, PageInfoField Field)> PageInfo(CollectedField part) =>
        request
            .Fields.Collect(request.ObjectType("PageInfo"), part.SelectionSets)
            .Select(selected =>
                (
                    selected.Key,
                    selected.Name switch
                    {
                        "hasNextPage" => PageInfoField.HasNextPage,
                        "hasPreviousPage" => PageInfoField.HasPreviousPage,
                        "startCursor" => PageInfoField.StartCursor,
                        "endCursor" => PageInfoField.EndCursor,
                        _ => PageInfoField.TypeName,
                    }
                )
            );
}
