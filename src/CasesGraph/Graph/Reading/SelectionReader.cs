using CasesGraph.Access;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

/// <summary>Reads what is selected of entities into the engine-free query model.</summary>
internal sealed class SelectionReader
{
    private readonly RequestReading request;
    private readonly List<ArgumentsOfList> lists = [];
    private readonly SortedSet<string> hidden = new(StringComparer.Ordinal);
    private readonly int firstList;

    private AccessShape Access => request.Varying.Access;

    /// <summary>Numbered by the names of their fields, and read, mistakes told, as they stand in the document.</summary>
    private IReadOnlyList<ArgumentsOfList> Lists => [.. lists.OrderBy(list => list.Start)];

    private SelectionReader(RequestReading request, int firstList) =>
        (this.request, this.firstList) = (request, firstList);

    public static SelectionRead<Selection> Entity(
        RequestReading request,
        EntityModel entity,
        MergedSelection selection
    ) =>
        request.Noted(
            selection.Get(
                Key(entity, request),
                request.Varying,
                () =>
                {
                    var reader = new SelectionReader(request, firstList: 0);
                    var read = reader.Entity(entity, selection);
                    return new SelectionRead<Selection>(
                        read,
                        ShapeWriter.Of(read),
                        reader.Lists,
                        PriceReader.Of(read),
                        reader.hidden
                    );
                }
            )
        );

    /// <summary>What one caller may read, another may not.</summary>
    private static (EntityModel Entity, string? Sight) Key(EntityModel entity, RequestReading request) =>
        (entity, request.Varying.Access.Sight);

    /// <summary>A list at the root.</summary>
    public static SelectionRead<ListSelection> List(RequestReading request, EntityModel entity, CollectedField field) =>
        request.Noted(
            field.Selection.Get(
                Key(entity, request),
                request.Varying,
                () =>
                {
                    var reader = new SelectionReader(request, firstList: 0);
                    var read = reader.List(field, $"Query.{field.Name}", entity, node: null, entity.Plural, []);
                    return reader.Read(read);
                }
            )
        );

    private SelectionRead<ListSelection> Read(ListSelection list) =>
        new(list, ShapeWriter.Of(list), Lists, PriceReader.Of(list), hidden);

    /// <summary>
    /// The rows of an entity, each for an answer of its own under the field's response key; the arguments of the first
    /// list are the caller's matter.
    /// </summary>
    public static SelectionRead<ListSelection> Events(RequestReading request, EntityModel entity, CollectedField field)
    {
        var reader = new SelectionReader(request, firstList: 1);
        var nodes = new NodesPart(field.Key, reader.Entity(entity, field.Selection));
        var read = new ListSelection(entity, Node: null, Index: 0, [nodes]);
        return request.Noted(reader.Read(read));
    }

    private Selection Entity(EntityModel entity, MergedSelection selection)
    {
        if (entity.Forms is { } forms)
            return new Selection(entity, [OneOf("", forms, selection)]);
        var fields = request.Fields.Collect(request.ObjectType(entity.Name), selection);
        return new Selection(entity, ByName(fields, field => Field(field, entity)));
    }

    private SelectedField Field(CollectedField field, EntityModel entity) =>
        field.Name switch
        {
            "__typename" => new SelectedConstant(field.Key, entity.Name),
            "id" when entity.Declared.Node => new SelectedId(field.Key),
            _ when request.OwnField(entity.Type, field.Name) is { } own => Own(field, own),
            _ => Field(field, entity, Access.Read(entity, entity.Find(field.Name)!)),
        };

    private SelectedDerived Own(CollectedField field, OwnField own)
    {
        var derived = own.Read(request.Arguments(field.Field));
        return new SelectedDerived(field.Key, derived, [.. Parts(field, derived.Record)]);
    }

    private SelectedField Field(CollectedField field, EntityModel entity, FieldModel model)
    {
        if (Access.Shows(model))
            return Shown(field, entity, model);
        hidden.Add(AccessShape.Coordinate(entity, model));
        if (!Access.ShowsOwn(entity, model))
            return new SelectedHidden(field.Key);
        return Shown(field, entity, model) switch
        {
            SelectedScalar scalar => scalar with { OnlyOwn = true },
            SelectedReference reference => reference with { OnlyOwn = true },
            _ => new SelectedHidden(field.Key),
        };
    }

    private SelectedField Shown(CollectedField field, EntityModel entity, FieldModel model) =>
        model switch
        {
            ScalarField or DerivedField when Access.Contact is { } contact && ShownFields.IsStaffName(entity, model) =>
                new SelectedDerived(field.Key, StaffName(entity, model, contact), []),
            DerivedField { Tells: { } name } told when Access.HidesFields => WithoutPersonal(field, entity, told, name),
            ScalarField scalar => new SelectedScalar(field.Key, scalar),
            DerivedField derived => new SelectedDerived(field.Key, derived, [.. Parts(field, derived.Record)])
            {
                AsksOwn = derived.OfOwnRow && Access.WritesLessToOthers,
            },
            ReferenceField reference => new SelectedReference(
                field.Key,
                reference,
                Entity(EntityModel.Of(reference.Target), field.Selection)
            ),
            UnionField union => new SelectedUnion(
                field.Key,
                union,
                [.. union.Members.Select(member => Entity(EntityModel.Of(member.Target), field.Selection))],
                System(field)
            ),
            OneOfField oneOf => OneOf(field.Key, oneOf, field.Selection),
            ItemsField items => new SelectedItems(
                field.Key,
                items,
                Entity(EntityModel.Of(items.Child), field.Selection)
            ),
            CountField count => Count(field, entity, count),
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

    /// <summary>A list of which nothing but its count is asked for, with arguments that no document has.</summary>
    private SelectedCount Count(CollectedField field, EntityModel entity, CountField count)
    {
        var (index, child) = (firstList + lists.Count, EntityModel.Of(count.List.Child));
        lists.Add(
            new ArgumentsOfList(index, field.Field, $"{entity.Name}.{count.Name}", child, count.List.Node)
            {
                Fixed = count.Arguments,
            }
        );
        return new SelectedCount(
            field.Key,
            count,
            new ListSelection(child, count.List.Node, index, [new TotalCountPart(count.Name)])
        );
    }

    /// <summary>Null where it would tell what is hidden.</summary>
    private SelectedDerived WithoutPersonal(CollectedField field, EntityModel entity, DerivedField told, string name)
    {
        hidden.Add(AccessShape.Coordinate(entity, told));
        var read = told with
        {
            Columns = [.. told.Columns, name],
            Value = row => PersonalFields.Have((string)row[^1]!) ? null : told.Value(row[..^1]),
        };
        return new SelectedDerived(field.Key, read, []);
    }

    /// <summary>As contacts read it.</summary>
    private static DerivedField StaffName(EntityModel entity, FieldModel model, ContactView contact) =>
        new(
            model.Name,
            model.Description,
            "String!",
            [entity.Declared.Text!],
            row => row[0] is string name ? contact.NameOf(name) : null
        );

    private SelectedOneOf OneOf(string key, OneOfField field, MergedSelection selection) =>
        new(key, field, [.. field.Members.Select(member => Entity(EntityModel.Of(member.Target), selection))]);

    /// <summary>Records inside an entity: values, and records below.</summary>
    private SelectedPart[] Parts(CollectedField field, Type? record)
    {
        if (field.Selection.Sets.Count == 0)
            return [];
        var model = RecordModel.Of(record!);
        return ByName(
            request.Fields.Collect(request.ObjectType(model.Name), field.Selection),
            part =>
                Part(
                    part,
                    model,
                    model.Members.FirstOrDefault(one => one.Name.Equals(part.Name, StringComparison.Ordinal))
                )
        );
    }

    private SelectedPart Part(CollectedField part, RecordModel model, RecordMember? member) =>
        member is { HeldIn: { } held }
            ? new SelectedPart(part.Key, held, model.Name, First: null, [])
            {
                Objects = [.. member.AnyOf.Select(entity => Entity(entity, part.Selection))],
            }
            : new SelectedPart(
                part.Key,
                part.Name,
                model.Name,
                member?.First is { } count ? PartSize.Read(part.Name, request.Arguments(part.Field), count) : null,
                [.. Parts(part, member?.Item)]
            );

    private IReadOnlyList<SelectedConstant> System(CollectedField field)
    {
        var fields = request.Fields.Collect(request.ObjectType(UnionTypes.System), field.Selection);
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
        var index = firstList + lists.Count;
        lists.Add(new ArgumentsOfList(index, field.Field, path, child, node));
        var connection = request.Fields.Collect(request.ObjectType($"{typeName}Connection"), field.Selection);
        var nodes = node is null ? child : EntityModel.Of(node.PropertyType);
        return new ListSelection(child, node, index, ByName(connection, Part));

        ListPart Part(CollectedField part) =>
            part.Name switch
            {
                "nodes" => new NodesPart(part.Key, Entity(nodes, part.Selection)),
                "edges" => new EdgesPart(part.Key, Edge(part)),
                "totalCount" => new TotalCountPart(part.Key),
                "estimatedCount" => new EstimatedCountPart(part.Key),
                "pageInfo" => new PageInfoPart(part.Key, [.. PageInfo(part)]),
                _ => new TypeNamePart(part.Key, $"{typeName}Connection"),
            };

        SelectedField[] Edge(CollectedField part) =>
            ByName<SelectedField>(
                request.Fields.Collect(request.ObjectType($"{typeName}Edge"), part.Selection),
                selected =>
                    selected.Name switch
                    {
                        "cursor" => new SelectedCursor(selected.Key),
                        "excerpt" => ExcerptReader.Read(request, selected),
                        "node" => new SelectedNode(selected.Key, Entity(nodes, selected.Selection)),
                        "__typename" => new SelectedConstant(selected.Key, $"{typeName}Edge"),
                        var name => Field(
                            selected,
                            child,
                            edgeFields.Single(edge => string.Equals(edge.Name, name, StringComparison.Ordinal))
                        ),
                    }
            );
    }

    /// <summary>So that lists are numbered the same in whatever order a document has them.</summary>
    private static TRead[] ByName<TRead>(IReadOnlyList<CollectedField> fields, Func<CollectedField, TRead> read) =>
        CanonicalOrder.Map(fields, field => field.Name, read);

    private IEnumerable<(string Key, PageInfoField Field)> PageInfo(CollectedField part) =>
        request
            .Fields.Collect(request.ObjectType("PageInfo"), part.Selection)
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
