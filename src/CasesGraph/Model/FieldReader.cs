using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CasesGraph.Model;

/// <summary>Reads an entity's fields off its properties, in the order in which they are declared.</summary>
internal static class FieldReader
{
    public static IEnumerable<FieldModel> Read(Type entity) =>
        entity.GetCustomAttribute<EntityAttribute>() is { WhollyPublic: true }
            ? ReadAll(entity).Select(field => field with { Audience = FieldAudience.Public })
            : ReadAll(entity);

    private static IEnumerable<FieldModel> ReadAll(Type entity)
    {
        var inverses = InverseReader.Of(entity);
        foreach (var property in InOrder(entity.GetProperties()))
        {
            foreach (var inverse in inverses[property.Name])
                yield return inverse;
            if (property.GetCustomAttribute<FieldAttribute>() is { } field)
                yield return ReadField(entity, property, field) with
                {
                    Audience = field.Audience,
                };
            if (property.GetCustomAttribute<KeyOfRecordAttribute>() is { } record)
                yield return ReadRecord(entity, property, record);
        }
        foreach (var inverse in inverses[""])
            yield return inverse;
        if (entity.GetCustomAttribute<EntityAttribute>() is { As: not null, Text: { } text })
            yield return NameToShow(text);
        if (!typeof(IDerived).IsAssignableFrom(entity))
            yield break;
        foreach (var field in Derived(entity))
            yield return field;
    }

    /// <summary>The entities that derive from one.</summary>
    /// <param name="told">The property by which they are told apart.</param>
    public static OneOfField ReadForms(Type entity, PropertyInfo key, string told)
    {
        var type = Property(entity, told);
        var forms = EntityModel
            .Types.Where(form => form.BaseType == entity)
            .Select(form => (Form: form, form.GetCustomAttribute<FormAttribute>()!.Values))
            .ToList();
        var others = Enum.GetValues(type.PropertyType).Cast<object>().Except(forms.SelectMany(form => form.Values));
        return new OneOfField(
            "",
            "",
            entity.Name,
            type,
            key,
            [
                .. forms.Select(one => new OneOfMember(
                    one.Form,
                    [.. (one.Values.Count > 0 ? one.Values : others).Select(value => (long)(int)value)]
                )),
            ]
        );
    }

    private static OneOfField ReadRecord(Type entity, PropertyInfo key, KeyOfRecordAttribute declared) =>
        new(
            declared.Name,
            declared.Description,
            "Node",
            Property(entity, declared.Type),
            key,
            [.. EntityModel.Logged.Select(logged => new OneOfMember(logged.Value, [(long)logged.Key]))]
        );

    /// <summary>What every one of a union has.</summary>
    public static DerivedField NameToShow(string column) =>
        new("displayName", "The name to show people for whoever it is.", "String!", [column], row => row[0])
        {
            Audience = FieldAudience.Public,
        };

    /// <summary>Those of the class itself, or of the nearest that it derives from.</summary>
    private static IEnumerable<DerivedField> Derived(Type entity) =>
        entity.GetProperty(nameof(IDerived.Derived)) is { } own
            ? (IEnumerable<DerivedField>)own.GetValue(null)!
            : Derived(entity.BaseType!);

    /// <summary>What a class is derived from has its properties before.</summary>
    private static IEnumerable<PropertyInfo> InOrder(PropertyInfo[] all)
    {
        var properties = all.OrderBy(one => Depth(one.DeclaringType!)).ToList();
        var placed = properties.ToLookup(
            one => one.GetCustomAttribute<FieldAttribute>()?.Before,
            StringComparer.Ordinal
        );
        return placed[null].SelectMany(one => placed[one.Name].Append(one));
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;

    private static FieldModel ReadField(Type entity, PropertyInfo property, FieldAttribute declared)
    {
        var name = Naming.Camel(property.Name);
        if (property.PropertyType.IsDefined(typeof(EntityAttribute)))
        {
            var key = Property(entity, FindKeyName(entity, property));
            var required = declared.NonNull || Nullable.GetUnderlyingType(key.PropertyType) is null;
            return new ReferenceField(name, property, key, declared, property.PropertyType) { Required = required };
        }
        var members = UnionMembers(entity, property);
        return members.Count > 0
            ? new UnionField(name, declared.Description, property.PropertyType.Name, Union(property), members)
            : ReadScalar(property, declared, name);
    }

    private static UnionAttribute Union(PropertyInfo property) =>
        property.PropertyType.GetCustomAttribute<UnionAttribute>()
        ?? throw new InvalidOperationException($"{property.PropertyType.Name} has no {nameof(UnionAttribute)}.");

    private static ScalarField ReadScalar(PropertyInfo property, FieldAttribute declared, string name)
    {
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var type = underlying ?? property.PropertyType;
        var nullable = type.IsValueType ? underlying is not null : Nullability.MayBeNull(property);
        var length = property.GetCustomAttribute<MaxLengthAttribute>()?.Length;
        return new ScalarField(name, property, declared, Scalar.Of(type), length)
        {
            Required = declared.NonNull || !nullable,
        };
    }

    /// <summary>CreatedBy has the members CreatedByUser and CreatedByContact.</summary>
    private static List<UnionMember> UnionMembers(Type entity, PropertyInfo property) =>
        [
            .. entity
                .GetProperties()
                .Where(p => p.PropertyType.IsDefined(typeof(EntityAttribute)))
                .Where(p => string.Equals(p.Name, property.Name + p.PropertyType.Name, StringComparison.Ordinal))
                .Select(p => new UnionMember(p, Property(entity, p.Name + "Id"), p.PropertyType)),
        ];

    /// <summary>The property that holds the key of what a navigation leads to.</summary>
    public static PropertyInfo KeyOf(PropertyInfo navigation) =>
        Property(navigation.DeclaringType!, FindKeyName(navigation.DeclaringType!, navigation));

    private static string FindKeyName(Type entity, PropertyInfo navigation) =>
        entity.GetProperty(navigation.Name + "Id") is null ? navigation.Name + "Number" : navigation.Name + "Id";

    public static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name) ?? throw new InvalidOperationException($"{type.Name} has no property {name}.");
}
