using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using CasesGraph.ChangeLog;

namespace CasesGraph.Model;

/// <summary>Reads an entity's fields off its properties, in the order in which they are declared.</summary>
internal static class FieldReader
{
    public static IEnumerable<FieldModel> Read(Type entity)
    {
        foreach (var property in entity.GetProperties())
        {
            if (property.GetCustomAttribute<FieldAttribute>() is { } field)
                yield return ReadField(entity, property, field);
            else if (property.GetCustomAttribute<ConnectionAttribute>() is { } connection)
                yield return ReadConnection(entity, property, connection);
            else if (property.GetCustomAttribute<ItemsAttribute>() is { } items)
                yield return ReadItems(entity, property, items);
        }
        if (entity.GetProperty("Derived", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null) is { } derived)
        {
            foreach (var field in (IEnumerable<DerivedField>)derived)
                yield return field;
        }
    }

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
            ? new UnionField(name, declared.Description, property.PropertyType.Name, members)
            : ReadScalar(property, declared, name);
    }

    private static ScalarField ReadScalar(PropertyInfo property, FieldAttribute declared, string name)
    {
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var type = underlying ?? property.PropertyType;
        var nullable = type.IsValueType ? underlying is not null : Nullability.MayBeNull(property);
        var length = property.GetCustomAttribute<MaxLengthAttribute>()?.Length;
        return new ScalarField(name, property, declared, KindOf(type), type, length)
        {
            Required = declared.NonNull || !nullable,
        };
    }

    public static ScalarKind KindOf(Type type) =>
        type switch
        {
            { IsEnum: true } => ScalarKind.Enum,
            _ when type == typeof(string) => ScalarKind.Text,
            _ when type == typeof(int) => ScalarKind.Number32,
            _ when type == typeof(long) => ScalarKind.Number64,
            _ when type == typeof(bool) => ScalarKind.Boolean,
            _ when type == typeof(DateTime) => ScalarKind.Instant,
            _ when type == typeof(CaseField) => ScalarKind.CaseField,
            _ => throw new NotSupportedException($"A field cannot be of type {type.Name}."),
        };

    /// <summary>CreatedBy has the members CreatedByUser and CreatedByContact.</summary>
    private static List<UnionMember> UnionMembers(Type entity, PropertyInfo property) =>
        [
            .. entity
                .GetProperties()
                .Where(p => p.PropertyType.IsDefined(typeof(EntityAttribute)))
                .Where(p => string.Equals(p.Name, property.Name + p.PropertyType.Name, StringComparison.Ordinal))
                .Select(p => new UnionMember(p, Property(entity, p.Name + "Id"), p.PropertyType)),
        ];

    private static ConnectionField ReadConnection(Type entity, PropertyInfo property, ConnectionAttribute declared)
    {
        var child = property.PropertyType.GetGenericArguments()[0];
        var node = declared.Node is null ? null : Property(child, declared.Node);
        var edgeFields = node is null || declared.Name is null ? [] : Read(child).OfType<ScalarField>().ToList();
        return new ConnectionField(
            Naming.Camel(property.Name),
            declared.Description,
            property,
            child,
            ForeignKey(entity, property, child),
            node,
            declared.Name ?? EntityPlural(node?.PropertyType ?? child),
            edgeFields,
            declared.NeverEmpty
        );
    }

    private static ItemsField ReadItems(Type entity, PropertyInfo property, ItemsAttribute declared)
    {
        var child = property.PropertyType.GetGenericArguments()[0];
        var foreignKey = ForeignKey(entity, property, child);
        return new ItemsField(Naming.Camel(property.Name), declared.Description, property, child, foreignKey);
    }

    private static PropertyInfo ForeignKey(Type entity, PropertyInfo collection, Type child)
    {
        var inverse = collection.GetCustomAttribute<InversePropertyAttribute>()?.Property;
        var navigation = child
            .GetProperties()
            .Single(p =>
                p.PropertyType == entity
                && (inverse is null || string.Equals(p.Name, inverse, StringComparison.Ordinal))
            );
        return Property(child, FindKeyName(child, navigation));
    }

    private static string FindKeyName(Type entity, PropertyInfo navigation) =>
        entity.GetProperty(navigation.Name + "Id") is null ? navigation.Name + "Number" : navigation.Name + "Id";

    private static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name) ?? throw new InvalidOperationException($"{type.Name} has no property {name}.");

    private static string EntityPlural(Type type) =>
        type.GetCustomAttribute<EntityAttribute>()?.Plural ?? type.Name + "s";
}
