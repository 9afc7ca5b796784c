using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>Types as the schema language writes them, such as "[CaseSortInput!]".</summary>
internal static class TypeText
{
    public static IGraphType Parse(string text) =>
        text switch
        {
            [.. var inner, '!'] => new NonNullGraphType(Parse(inner)),
            ['[', .. var inner, ']'] => new ListGraphType(Parse(inner)),
            _ => new GraphQLTypeReference(text),
        };

    public static FieldType Field(string name, string type, string description) =>
        new()
        {
            Name = name,
            ResolvedType = Parse(type),
            Description = description,
        };

    public static FieldType AddField(this IComplexGraphType type, string name, string fieldType, string description) =>
        type.AddField(Field(name, fieldType, description));

    public static QueryArgument Argument(string name, string type, string description, object? defaultValue = null) =>
        new(Parse(type))
        {
            Name = name,
            Description = description,
            DefaultValue = defaultValue,
        };
}
