using System.Reflection;

namespace CasesGraph.Model;

/// <summary>The fields of an entity that the references of others to it declare.</summary>
internal static class InverseReader
{
    private static readonly ILookup<Type, (PropertyInfo Navigation, InverseAttribute Declared)> All = EntityModel
        .Types.Concat(EntityModel.ForEachLogged)
        .SelectMany(type => type.GetProperties().Where(property => property.DeclaringType == type))
        .SelectMany(property => property.GetCustomAttributes<InverseAttribute>().Select(one => (property, one)))
        .ToLookup(one => one.property.PropertyType);

    /// <summary>By the property that they stand before in the schema; "" for those after all.</summary>
    public static ILookup<string, FieldModel> Of(Type entity) =>
        Lineage(entity)
            .SelectMany(type => All[type])
            .OrderBy(one => one.Declared.Place)
            .SelectMany(one => ReadAll(one.Navigation, one.Declared).Select(field => (one.Declared.Before, field)))
            .ToLookup(one => one.Before ?? "", one => one.field, StringComparer.Ordinal);

    /// <summary>The list, and how many of its rows are counted by themselves.</summary>
    private static IEnumerable<FieldModel> ReadAll(PropertyInfo navigation, InverseAttribute declared)
    {
        var read = Read(navigation, declared);
        yield return read;
        if (read is ConnectionField list && navigation.GetCustomAttribute<CountedAttribute>() is { } counted)
            yield return new CountField(
                counted.Name,
                counted.Description,
                list,
                Naming.Camel(counted.By),
                counted.Value
            )
            {
                Audience = declared.Audience,
            };
    }

    private static FieldModel Read(PropertyInfo navigation, InverseAttribute declared)
    {
        var (child, foreign) = (declared.Child ?? navigation.DeclaringType!, FieldReader.KeyOf(navigation));
        if (declared.Whole)
            return new ItemsField(declared.Name, declared.Description, child, foreign) { Audience = declared.Audience };
        var node = declared.Node is null ? null : FieldReader.Property(child, declared.Node);
        return new ConnectionField(
            declared.Name,
            declared.Description,
            child,
            foreign,
            node,
            declared.Connection ?? Plural(node?.PropertyType ?? child),
            declared.Connection is null ? [] : [.. FieldReader.Read(child).OfType<ScalarField>()],
            declared.NeverEmpty
        )
        {
            Audience = declared.Audience,
            Searched = declared.Searched,
        };
    }

    private static IEnumerable<Type> Lineage(Type entity)
    {
        for (var type = entity; type is not null; type = type.BaseType)
            yield return type;
    }

    private static string Plural(Type type) =>
        type.GetCustomAttribute<EntityAttribute>()?.Plural ?? EntityModel.NameOf(type) + "s";
}
