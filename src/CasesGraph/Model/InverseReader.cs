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
            .ToLookup(
                one => one.Declared.Before ?? "",
                one => Read(one.Navigation, one.Declared),
                StringComparer.Ordinal
            );

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
