using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Builds the writers of one level. To-one relations are columns of the same level, reached by a path of navigations.
/// </summary>
internal sealed class WriterBuilder(RowLayoutBuilder layout)
{
    public ObjectWriter Object(Selection selection, IReadOnlyList<PropertyInfo> path) =>
        selection is { Entity.Forms: not null, Fields: [SelectedOneOf forms] }
            ? OneOf(forms, path, isThere: true)
            : new ObjectWriter(
                CanonicalOrder.Map(selection.Fields, NameOf, field => Field(field, selection.Entity, path))
            );

    public ListWriter List(ListSelection list) =>
        new(list.Index, CanonicalOrder.Map(list.Parts, part => part.GetType().Name, part => Part(part, list)));

    private static string NameOf(SelectedField field) =>
        field switch
        {
            SelectedScalar scalar => scalar.Field.Name,
            SelectedDerived derived => derived.Field.Name,
            SelectedReference reference => reference.Field.Name,
            SelectedUnion union => union.Field.Name,
            SelectedOneOf oneOf => oneOf.Field.Name,
            SelectedItems items => items.Field.Name,
            SelectedConnection connection => connection.Field.Name,
            SelectedCount count => count.Field.Name,
            _ => "",
        };

    private ListPartWriter Part(ListPart part, ListSelection list)
    {
        IReadOnlyList<PropertyInfo> node = list.Node is null ? [] : [list.Node];
        return part switch
        {
            TypeNamePart(var key, var name) => new ListTypeNameWriter(key, name),
            TotalCountPart(var key) => new CountWriter(key, page => page.TotalCount),
            EstimatedCountPart(var key) => new CountWriter(key, page => page.EstimatedCount),
            NodesPart(var key, var selection) => new PageRowsWriter(key, Object(selection, node)),
            EdgesPart(var key, var fields) => new PageRowsWriter(
                key,
                new ObjectWriter(CanonicalOrder.Map(fields, NameOf, field => EdgeField(field, list, node)))
            ),
            PageInfoPart(var key, var fields) page => new PageInfoWriter(
                key,
                fields,
                page.HasCursors ? Cursor(list) : new CursorColumns([])
            ),
            _ => throw new NotSupportedException(part.GetType().Name),
        };
    }

    private FieldWriter EdgeField(SelectedField field, ListSelection list, IReadOnlyList<PropertyInfo> node) =>
        field switch
        {
            SelectedCursor(var key) => new CursorWriter(key, list.Index, Cursor(list)),
            SelectedNode(var key, var selection) => new NodeWriter(key, Object(selection, node)),
            SelectedExcerpt excerpt => Excerpt(excerpt, list),
            _ => Field(field, list.Child, []),
        };

    public ExcerptWriter Excerpt(SelectedExcerpt selected, ListSelection list)
    {
        IReadOnlyList<PropertyInfo> node = list.Node is null ? [] : [list.Node];
        var entity = list.Node is null ? list.Child : EntityModel.Of(list.Node.PropertyType);
        if (!layout.IsSearched(list.Index))
            return new ExcerptWriter(selected, list: null, [], []);
        IEnumerable<ExcerptColumn> columns =
        [
            .. ExcerptColumn.Of(entity, "", node, selected.Access, layout),
            .. entity
                .Fields.OfType<ReferenceField>()
                .Where(field => field.Searched && selected.Access.Searches(field.Target))
                .SelectMany(field =>
                    ExcerptColumn.Of(
                        EntityModel.Of(field.Target),
                        $"{field.Name}.",
                        [.. node, field.Navigation],
                        selected.Access,
                        layout
                    )
                ),
        ];
        var below = entity
            .Fields.OfType<ConnectionField>()
            .Where(field => field.Searched && selected.Access.Searches(field.NodeType))
            .Select(Below);
        return new ExcerptWriter(selected, list.Index, [.. columns], [.. below]);

        ExcerptRows Below(ConnectionField field)
        {
            var (place, texts, owner) = layout.Below(
                field,
                [.. node, entity.Key!],
                values => RowLayoutBuilder.Found(field, list.Index, selected.Access, values)
            );
            return new ExcerptRows(place, owner, texts);
        }
    }

    private CursorColumns Cursor(ListSelection list) =>
        new([.. layout.OrderOf(list).Select(key => layout.Column(key.Path, key.Scalar))]);

    private FieldWriter Field(SelectedField selected, EntityModel entity, IReadOnlyList<PropertyInfo> path) =>
        selected switch
        {
            SelectedConstant(var key, var value) => new ConstantWriter(key, value),
            SelectedHidden(var key) => new NullWriter(key),
            SelectedId(var key) => new IdWriter(key, KeyColumn(entity, path), entity.Name),
            SelectedScalar(var key, var field) scalar => new ScalarWriter(
                key,
                layout.Column([.. path, field.Property], field.Scalar, scalar.OnlyOwn ? Own(entity, path) : null),
                field.Scalar
            ),
            SelectedDerived derived => Derived(derived, entity, path),
            SelectedReference(var key, var field, var target) reference => new ReferenceWriter(
                key,
                KeyColumn(target.Entity, [.. path, field.Navigation], reference.OnlyOwn ? Own(entity, path) : null),
                Object(target, [.. path, field.Navigation])
            ),
            SelectedUnion union => Union(union, path),
            SelectedOneOf oneOf => new NodeWriter(oneOf.Key, OneOf(oneOf, path, isThere: false)),
            SelectedItems items => Items(items, entity, path),
            SelectedConnection connection => Connection(connection, entity, path),
            SelectedCount count => Count(count, entity, path),
            _ => throw new NotSupportedException(selected.GetType().Name),
        };

    private int KeyColumn(EntityModel entity, IReadOnlyList<PropertyInfo> path, OwnRow? only = null) =>
        layout.Column([.. path, entity.Key!], Scalar.Number64, only);

    private static OwnRow Own(EntityModel entity, IReadOnlyList<PropertyInfo> path) =>
        new([.. path, entity.Key!], entity.Declared.IsContact ? CallerSlots.Contact : CallerSlots.User);

    private UnionWriter Union(SelectedUnion union, IReadOnlyList<PropertyInfo> path)
    {
        var members = union.Field.Members.Zip(
            union.Members,
            (member, selection) =>
                (layout.Column([.. path, member.Key], Scalar.Number64), Object(selection, [.. path, member.Navigation]))
        );
        var system = new ObjectWriter([.. union.System.Select(c => new ConstantWriter(c.Key, c.Value))]);
        return new UnionWriter(union.Key, [.. members], system);
    }

    /// <summary>Of one of several entities.</summary>
    /// <param name="isThere">Whether it is known to be, so that nothing is read of one of which nothing is asked.</param>
    private OneOfWriter OneOf(SelectedOneOf selected, IReadOnlyList<PropertyInfo> path, bool isThere)
    {
        IReadOnlyList<PropertyInfo> key = [.. path, selected.Field.Key];
        var type = layout.Column([.. path, selected.Field.Type], Scalar.Of(selected.Field.Type.PropertyType));
        return new OneOfWriter(
            layout.Column(key, Scalar.Number64),
            [
                .. selected.Field.Members.Zip(
                    selected.Members,
                    (member, selection) => Form(new(type, member.Values), selection)
                ),
            ]
        );

        FormWriter Form(RowsOnly only, Selection selection)
        {
            if (isThere && selection.Fields.Count == 0)
                return new FormWriter(only, Child: null, new ObjectWriter([]));
            var (place, writer, _) = layout.Below(
                selection,
                key,
                values => RowLayoutBuilder.ByKeys(selection, values),
                only
            );
            return new FormWriter(only, place, writer);
        }
    }

    private DerivedWriter Derived(SelectedDerived selected, EntityModel entity, IReadOnlyList<PropertyInfo> path)
    {
        layout.IsOfCaller |= selected.Field.OfCaller;
        var columns = layout.Columns(entity, selected.Field.Columns, path);
        if (selected.AsksOwn)
            columns = [.. columns, (layout.OwnColumn([.. path, entity.Key!]), Scalar.Of(typeof(bool)))];
        var held = new Dictionary<SelectedPart, HeldObjects>(ReferenceEqualityComparer.Instance);
        AddHeld(selected.Parts, []);
        return new DerivedWriter(selected, columns, path.Count == 0 ? layout.ListIndex : null, held);

        void AddHeld(IReadOnlyList<SelectedPart> parts, IReadOnlyList<string> above)
        {
            foreach (var part in parts)
            {
                AddHeld(part.Parts, [.. above, part.Name]);
                // What holds ids is one column of JSON, which the field is as it stands.
                if (part.Objects is { } objects)
                    held[part] = Held(
                        objects,
                        [.. path, entity.Type.GetProperty(selected.Field.Columns.Single())!],
                        [.. above, part.Name]
                    );
            }
        }
    }

    private HeldObjects Held(
        IReadOnlyList<Selection> objects,
        IReadOnlyList<PropertyInfo> column,
        IReadOnlyList<string> names
    ) =>
        new([
            .. objects.Select(selection =>
            {
                var (place, writer, _) = layout.Below(
                    selection,
                    column,
                    values => RowLayoutBuilder.ByKeys(selection, values),
                    held: new HeldIds(selection.Entity.Name, names)
                );
                return new HeldForm(selection.Entity.Name, place, writer);
            }),
        ]);

    private ItemsWriter Items(SelectedItems items, EntityModel entity, IReadOnlyList<PropertyInfo> path)
    {
        var (place, writer, owner) = layout.Below(
            items,
            [.. path, entity.Key!],
            values => RowLayoutBuilder.Items(items.Selection, items.Field.ForeignKey, values)
        );
        return new ItemsWriter(items.Key, place, owner, writer);
    }

    private RowCountWriter Count(SelectedCount selected, EntityModel entity, IReadOnlyList<PropertyInfo> path)
    {
        var (place, _, owner) = layout.Below(
            selected,
            [.. path, entity.Key!],
            values => RowLayoutBuilder.List(selected.List, values, entity, selected.Field.List.ForeignKey)
        );
        return new RowCountWriter(selected.Key, place, owner);
    }

    private ConnectionWriter Connection(
        SelectedConnection selected,
        EntityModel entity,
        IReadOnlyList<PropertyInfo> path
    )
    {
        var (place, writer, owner) = layout.Below(
            selected,
            [.. path, entity.Key!],
            values => RowLayoutBuilder.List(selected.List, values, entity, selected.Field.ForeignKey)
        );
        return new ConnectionWriter(selected.Key, place, owner, writer);
    }
}
