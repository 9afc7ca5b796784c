using System.ComponentModel;
using System.Reflection;
using CasesGraph.Model;
using CasesGraph.Operations;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>
/// Input types made from records: a field for each constructor parameter, and for EntityValues the fields of the entity
/// that can be edited.
/// </summary>
internal static class InputTypes
{
    public static void EnsureInput(this TypeRegistry types, Type record) =>
        types.Ensure(RecordModel.Of(record).Name, () => Make(types, record));

    public static IEnumerable<ParameterInfo> Parameters(Type record) => record.GetConstructors()[0].GetParameters();

    /// <summary>Which fields of the entity, whose values the parameter is, an input takes there.</summary>
    public static EditableIn Mode(PropertyInfo values) =>
        values.GetCustomAttribute<FieldsOfAttribute>()?.Mutation
        ?? throw new InvalidOperationException(
            $"{values.ReflectedType!.Name}.{values.Name} does not say which fields it takes ({nameof(FieldsOfAttribute)})."
        );

    public static string Description(Type record) =>
        RecordModel.Of(record) is { Description.Length: > 0 } described
            ? described.Description
            : throw new InvalidOperationException($"{record.Name} has no description.");

    private static InputObjectGraphType Make(TypeRegistry types, Type record)
    {
        var made = new InputObjectGraphType
        {
            Name = RecordModel.Of(record).Name,
            Description = Description(record),
            IsOneOf = record.IsDefined(typeof(OneOfAttribute), inherit: false),
        };
        foreach (var parameter in Parameters(record))
        {
            if (ValuesOf(parameter.ParameterType) is { } entity)
                AddValues(types, made, entity, Mode(record.GetProperty(parameter.Name!)!));
            else if (parameter.ParameterType == typeof(InputExtensions))
                AddExtensions(types, made, record);
            else
                Add(types, made, parameter, record);
        }
        return made;
    }

    /// <summary>The entity whose fields the parameter stands for, if it stands for any.</summary>
    public static EntityModel? ValuesOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EntityValues<>)
            ? EntityModel.Of(type.GetGenericArguments()[0])
            : null;

    private static void AddValues(TypeRegistry types, InputObjectGraphType made, EntityModel entity, EditableIn mode)
    {
        foreach (var field in entity.EditableFields(mode))
        {
            var type =
                field is ScalarField scalar ? types.Ensure(scalar.Scalar)
                : field.Declared.GivenBy is null ? "ID"
                : "String";
            var needed = mode is EditableIn.Create && IsNeeded(field);
            var description = mode is EditableIn.Create ? OnCreate(field) : field.Description;
            made.AddField(field.InputName, type + (needed ? "!" : ""), description);
            if (field is ReferenceField reference)
                AddRef(types, made, EntityModel.Of(reference.Target), field.InputName, isList: false);
        }
    }

    private static void AddExtensions(TypeRegistry types, InputObjectGraphType made, Type record)
    {
        foreach (var extension in ExtensionsOf(record))
        {
            foreach (var parameter in Parameters(extension))
                Add(types, made, parameter, extension);
        }
    }

    private static readonly ILookup<Type, Type> Extensions = typeof(InputExtensions)
        .Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<ExtendsAttribute>().Select(declared => (Type: type, declared)))
        .OrderBy(one => one.declared.Place)
        .ToLookup(one => one.declared.Input, one => one.Type);

    /// <summary>The records that add fields to an input, in their order.</summary>
    public static IReadOnlyList<Type> ExtensionsOf(Type record) => [.. Extensions[record]];

    private static string OnCreate(ValueField field) =>
        field.Declared.OnCreate is { } more ? $"{field.Description.TrimEnd('.')}; {more}" : field.Description;

    /// <summary>Needed on creation: required, and without a default of its own (enums and booleans have one).</summary>
    private static bool IsNeeded(ValueField field) =>
        field is ScalarField { Required: true, IsText: true } || field.Declared.NoDefault;

    private static void Add(TypeRegistry types, InputObjectGraphType made, ParameterInfo parameter, Type record)
    {
        var property = record.GetProperty(parameter.Name!)!;
        var member = RecordMember.Of(property);
        var name = ItemName(types, member);
        // An enum with a default may be null, which means the default.
        var required =
            member is { Required: true, RefName: null } && !(parameter.HasDefaultValue && member.Item.IsEnum);
        var items = member.IsNested ? $"[{name}!]" : name;
        var type = (member.IsList ? $"[{items}!]" : name) + (required ? "!" : "");
        var field = made.AddField(member.Name, type, member.Description);
        if (parameter is { HasDefaultValue: true, DefaultValue: not null })
            field.DefaultValue = member.Item.IsEnum
                ? Enum.ToObject(member.Item, parameter.DefaultValue)
                : parameter.DefaultValue;
        if (member.Entity is { } entity)
            AddRef(types, made, entity, member.Name, member.IsList);
    }

    private static void AddRef(
        TypeRegistry types,
        InputObjectGraphType made,
        EntityModel entity,
        string idName,
        bool isList
    )
    {
        if (entity.RefName(idName) is { } name)
            types.AddRef(made, entity, (idName, name), isList);
    }

    private static string ItemName(TypeRegistry types, RecordMember member)
    {
        if (member.Entity is not null)
            return "ID";
        if (member.Item == typeof(Upload))
            return nameof(Upload);
        if (member.Item == typeof(double))
            return "Float";
        if (types.Own(member.Item) is { } own)
            return types.Ensure(own);
        if (!member.IsObject)
            return types.Ensure(Scalar.Of(member.Item));
        types.EnsureInput(member.Item);
        return RecordModel.Of(member.Item).Name;
    }
}
