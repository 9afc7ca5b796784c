using System.ComponentModel;
using System.Reflection;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

internal static class EnumTypes
{
    /// <summary>The name that the API gives other than the code, to look like what its clients know.</summary>
    private static string NameOf(Type type) => type == typeof(SortDirection) ? "SortEnumType" : type.Name;

    public static void Ensure(this TypeRegistry types, Type type) => types.Ensure(NameOf(type), () => Make(type));

    private static EnumerationGraphType Make(Type type)
    {
        var scalar = Scalar.Of(type);
        var made = new EnumerationGraphType
        {
            Name = NameOf(type),
            Description = scalar.Description ?? type.GetCustomAttribute<DescriptionAttribute>()?.Description,
        };
        foreach (var (name, value, description) in scalar.Names!)
            made.Add(name, value, description);
        return made;
    }
}
