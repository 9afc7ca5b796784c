using System.Reflection;

namespace CasesGraph.Model;

/// <summary>The fields of an entity that the references of others to it declare.</summary>
internal static class InverseReader
{
    private static readonly ILookup<Type, (PropertyInfo Navigation, InverseAttribute Declared)> All = EntityModel
        .Types.SelectMany(type => type.GetProperties())
        .Where(property => property.IsDefined(typeof(InverseAttribute)))
        .ToLookup(property => property.PropertyType, property => (property, Declared(property)));

    /// <summary>By the property that they stand before in the schema; "" for those after all.</summary>
    public static ILookup<string, FieldModel> Of(Type entity) =>
        All[entity]
            .OrderBy(one => one.Declared.Place)
            .ToLookup(
                one => one.Declared.Before ?? "",
                one => Read(one.Navigation, one.Declared),
                StringComparer.Ordinal
            );

    private static FieldModel Read(PropertyInfo navigation, InverseAttribute declared)
    {
        var (child, foreign) = (navigation.DeclaringType!, FieldReader.KeyOf(navigation));
        if (declared.Whole)
            return new ItemsField(declared.Name, declared.Description, child, foreign);
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
            Searched = declared.Searched,
        };
    }

    private static InverseAttribute Declared(PropertyInfo property) => property.GetCustomAttribute<InverseAttribute>()!;

    private static string Plural(Type type) => type.GetCustomAttribute<EntityAttribute>()?.Plural ?? type.Name + "s";
}
