using CasesGraph.Access;
using CasesGraph.Model;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>The object type of an entity, made from its fields; nothing in it resolves by itself, reads are planned.</summary>
internal static class EntityTypes
{
    /// <summary>Where a field of the schema keeps the field of the model that it stands for.</summary>
    public const string Model = "model";

    public static void Ensure(this TypeRegistry types, EntityModel entity) =>
        types.Ensure(entity.Name, () => Make(types, entity));

    private static IGraphType Make(TypeRegistry types, EntityModel entity)
    {
        if (entity.Forms is { } forms)
            return Interface(types, entity, forms);
        var made = new ObjectGraphType { Name = entity.Name, Description = entity.Declared.Description };
        if (entity.Declared.Node)
            made.AddResolvedInterface(new GraphQLTypeReference("Node"));
        if (entity.Declared.As is { } union)
            made.AddResolvedInterface(new GraphQLTypeReference(union.Name));
        if (entity.FormOf is { } several)
            made.AddResolvedInterface(new GraphQLTypeReference(several.Name));
        AddFields(types, entity, made);
        return made;
    }

    private static InterfaceGraphType Interface(TypeRegistry types, EntityModel entity, OneOfField forms)
    {
        var made = new InterfaceGraphType
        {
            Name = entity.Name,
            Description = entity.Declared.Description,
            ResolveType = _ => throw new InvalidOperationException("Reads are planned, nothing resolves by itself."),
        };
        foreach (var form in forms.Members)
            types.Ensure(EntityModel.Of(form.Target));
        AddFields(types, entity, made);
        return made;
    }

    private static void AddFields<TSource>(TypeRegistry types, EntityModel entity, ComplexGraphType<TSource> made)
    {
        if (entity.Declared.Node)
            made.AddField("id", "ID!", "The opaque id, unique among all objects of the service.");
        foreach (var field in entity.Fields)
        {
            var type = TypeOf(types, field);
            // What is hidden from whoever sees the row reads as null.
            if (
                field.Audience is not FieldAudience.Public
                && entity.Type.IsDefined(typeof(SeenByContactsAttribute), inherit: false)
            )
                type = type.TrimEnd('!');
            var added = made.AddField(field.Name, type, field.Description);
            added.Metadata[Model] = field;
            if (field is ConnectionField connection)
                added.Arguments = ListArgumentTypes.Of(types, connection);
        }
        foreach (var own in types.OwnFields(entity.Type))
            made.AddField(own.Name, own.Type, own.Description).Arguments = own.Declare(types);
    }

    private static string Mark(ValueField field) => field is { Required: true, Declared.MayBeHidden: false } ? "!" : "";

    /// <summary>A list of what has rights of its own may be hidden from a caller, unless it is for all.</summary>
    private static string Mark(ItemsField items) =>
        items.Audience is not FieldAudience.Public && EntityRights.Find(items.Child) is not { View: null } ? "" : "!";

    private static string TypeOf(TypeRegistry types, FieldModel field)
    {
        switch (field)
        {
            case ScalarField scalar:
                return types.Ensure(scalar.Scalar) + Mark(scalar);
            case DerivedField derived:
                if (derived.Record is { IsEnum: true } names)
                    types.Ensure(Scalar.Of(names));
                else if (derived.Record is { } record)
                    types.EnsureRecord(record);
                return derived.Type;
            case ReferenceField reference:
                types.Ensure(EntityModel.Of(reference.Target));
                return reference.Target.Name + Mark(reference);
            case UnionField union:
                types.Ensure(union.TypeName, () => UnionTypes.Make(types, union));
                // Who it was may be hidden from a caller.
                return union.TypeName;
            case OneOfField oneOf:
                foreach (var member in oneOf.Members)
                    types.Ensure(EntityModel.Of(member.Target));
                return oneOf.TypeName;
            case ItemsField items:
                types.Ensure(EntityModel.Of(items.Child));
                return $"[{items.Child.Name}!]" + Mark(items);
            case ConnectionField connection:
                ConnectionTypes.Ensure(types, connection.TypeName, connection.NodeType, connection.EdgeFields);
                return $"{connection.TypeName}Connection";
            case CountField:
                return "Int!";
            default:
                throw new NotSupportedException(field.GetType().Name);
        }
    }
}

/// <summary>The interface of several types of object that each have a name to show, the service itself among them.</summary>
internal static class UnionTypes
{
    public const string System = "SystemActor";
    private static readonly DerivedField Shown = FieldReader.NameToShow("");

    public static InterfaceGraphType Make(TypeRegistry types, UnionField union)
    {
        var made = new InterfaceGraphType
        {
            Name = union.TypeName,
            Description = union.Declared.Description,
            ResolveType = _ => throw new InvalidOperationException("Reads are planned, nothing resolves by itself."),
        };
        made.AddField(Shown.Name, Shown.Type, Shown.Description);
        foreach (var member in union.Members)
            types.Ensure(EntityModel.Of(member.Target));
        types.Ensure(System, () => SystemActor(union));
        return made;
    }

    private static ObjectGraphType SystemActor(UnionField union)
    {
        var made = new ObjectGraphType
        {
            Name = System,
            Description = "The service itself, for what it does without being asked.",
        };
        made.AddResolvedInterface(new GraphQLTypeReference(union.TypeName));
        made.AddField(Shown.Name, Shown.Type, Shown.Description);
        return made;
    }
}
