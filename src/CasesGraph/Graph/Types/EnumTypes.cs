using System.ComponentModel;
using System.Reflection;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

internal static class EnumTypes
{
    /// <summary>Names that the API gives other than the code, to look like what its clients know.</summary>
    public static string NameOf(Type type) => type == typeof(SortDirection) ? "SortEnumType" : type.Name;

    public static void Ensure(this TypeRegistry types, Type type) =>
        types.Ensure(NameOf(type), () => types.Own(type)?.Make(types) ?? Make(type));

    private static EnumerationGraphType Make(Type type)
    {
        var made = new EnumerationGraphType
        {
            Name = NameOf(type),
            Description = type.GetCustomAttribute<DescriptionAttribute>()?.Description,
        };
        foreach (var member in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var description = member.GetCustomAttribute<DescriptionAttribute>()?.Description;
            made.Add(Naming.UpperSnake(member.Name), member.GetValue(null), description);
        }
        return made;
    }
}
